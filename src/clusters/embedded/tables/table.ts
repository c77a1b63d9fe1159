import type { KubeObject } from '../../../model/kubernetes.js'
import { typeNameOf } from '../store/resource-types.js'
import type { PrinterColumn, ResourceType } from '../store/types.js'
import { ageOf } from './age.js'
import { builtinColumns, type Column } from './columns.js'
import { jsonPath } from './json-path.js'
import { nameDescription } from './name-description.js'
import { podConditions } from './pod-cells.js'

/** Makes the tables that `kubectl get` prints: columns per type as data, one row per object. */

export interface TableOptions {
  includeObject: 'None' | 'Metadata' | 'Object'
  now: Date
}

export interface Table {
  kind: 'Table'
  apiVersion: 'meta.k8s.io/v1'
  metadata: object
  columnDefinitions: ColumnDefinition[] | null
  rows: object[]
}

interface ColumnDefinition {
  name: string
  type: string
  format: string
  description: string
  priority: number
}

export function makeTable(
  type: ResourceType,
  objects: readonly KubeObject[],
  metadata: object,
  options: TableOptions,
): Table {
  const columns = columnsOf(type)
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata,
    columnDefinitions: columns.map(definition),
    rows: objects.map((object) => row(type, columns, object, options)),
  }
}

/** A row without cells, for the bookmarks of a watch that wants tables. */
export function bookmarkTable(type: ResourceType, object: KubeObject): Table {
  const cells = columnsOf(type).map((_, i) => (i === 0 ? '' : null))
  const { resourceVersion } = object.metadata
  const rows = [{ cells, object: { ...partialOf(object), metadata: object.metadata } }]
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata: { resourceVersion },
    columnDefinitions: null,
    rows,
  }
}

function row(
  type: ResourceType,
  columns: readonly Column[],
  object: KubeObject,
  options: TableOptions,
): object {
  const conditions = typeNameOf(type) === 'pods' ? podConditions(object) : []
  return {
    cells: columns.map((column) => column.cell(object, options.now)),
    ...(conditions.length > 0 ? { conditions } : {}),
    object: rowObject(object, options.includeObject),
  }
}

function rowObject(object: KubeObject, include: TableOptions['includeObject']): unknown {
  if (include === 'None') return null
  return include === 'Object' ? object : partialOf(object)
}

function partialOf(object: KubeObject): object {
  return { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: object.metadata }
}

const nameColumn: Column = {
  name: 'Name',
  type: 'string',
  format: 'name',
  cell: (object) => object.metadata.name,
}
const createdColumn: Column = {
  name: 'Created At',
  type: 'date',
  cell: (object) => object.metadata.creationTimestamp ?? null,
}

function columnsOf(type: ResourceType): readonly Column[] {
  if (type.custom) return [nameColumn, ...type.custom.columns.map(customColumn)]
  return builtinColumns[typeNameOf(type)] ?? [nameColumn, createdColumn]
}

function customColumn(column: PrinterColumn): Column {
  return {
    name: column.name,
    type: column.type,
    format: column.format ?? '',
    priority: column.priority ?? 0,
    description:
      column.description ?? `Custom resource definition column (in JSONPath format): ${column.jsonPath}`,
    cell: (object, now) => customCell(column, object, now),
  }
}

function customCell(column: PrinterColumn, object: KubeObject, now: Date): unknown {
  const found = jsonPath(object, column.jsonPath)
  if (found.length === 0) return null
  if (column.type === 'date') return ageOf(found[0], now)
  const text = found.map((value) =>
    typeof value === 'object' ? JSON.stringify(value) : String(value as string),
  )
  return column.type === 'string' || found.length > 1 ? text.join(',') : found[0]
}

function definition(column: Column): ColumnDefinition {
  return {
    name: column.name,
    type: column.type ?? 'string',
    format: column.format ?? '',
    description: column.description ?? (column.format === 'name' ? nameDescription : ''),
    priority: column.priority ?? 0,
  }
}
