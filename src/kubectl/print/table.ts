import type { KubeObject, ObjectMeta } from '../../model/kubernetes.js'
import { ColumnWriter } from './columns.js'

/** The Table that an API server makes of a list. */
export interface Table {
  kind: 'Table'
  metadata?: { resourceVersion?: string; continue?: string }
  columnDefinitions: { name: string; type?: string; format?: string; priority?: number }[] | null
  rows: { cells: unknown[]; object?: Partial<KubeObject> & { metadata?: Partial<ObjectMeta> } }[] | null
}

export interface TableOptions {
  wide: boolean
  withNamespace: boolean
  noHeaders: boolean
  showLabels: boolean
  labelColumns: readonly string[]
  /** Put in front of every name: `pod/`. */
  namePrefix?: string | undefined
}

/** Writes tables of one type in aligned columns; a watch goes on in the widths of what came before. */
export class TableWriter {
  readonly #options: TableOptions
  readonly #columns = new ColumnWriter()
  #definitions: NonNullable<Table['columnDefinitions']> = []
  #headerWritten = false

  constructor(options: TableOptions) {
    this.#options = options
  }

  format(table: Table): string {
    if (table.columnDefinitions?.length) this.#definitions = table.columnDefinitions
    const rows = (table.rows ?? []).map((row) => this.#row(row))
    const withHeader = !this.#headerWritten && !this.#options.noHeaders && rows.length > 0
    this.#headerWritten ||= withHeader
    return this.#columns.format(withHeader ? [this.#header(), ...rows] : rows)
  }

  #shown(): number[] {
    return this.#definitions.flatMap((column, index) =>
      this.#options.wide || !column.priority ? [index] : [],
    )
  }

  #header(): string[] {
    const { withNamespace, showLabels, labelColumns } = this.#options
    return [
      ...(withNamespace ? ['NAMESPACE'] : []),
      ...this.#shown().map((index) => (this.#definitions[index]?.name ?? '').toUpperCase()),
      ...labelColumns.map((label) => label.slice(label.lastIndexOf('/') + 1).toUpperCase()),
      ...(showLabels ? ['LABELS'] : []),
    ]
  }

  #row({ cells, object }: NonNullable<Table['rows']>[number]): string[] {
    const { withNamespace, showLabels, labelColumns, namePrefix = '' } = this.#options
    const labels = object?.metadata?.labels ?? {}
    return [
      ...(withNamespace ? [object?.metadata?.namespace ?? ''] : []),
      ...this.#shown().map((index) => (index === 0 ? namePrefix : '') + cellText(cells[index])),
      ...labelColumns.map((label) => labels[label] ?? ''),
      ...(showLabels ? [labelText(labels)] : []),
    ]
  }
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  const text = typeof cell === 'string' ? cell : JSON.stringify(cell)
  const end = text.search(/[\f\n\r]/)
  return end < 0 ? text : `${text.slice(0, end)}...`
}

export function labelText(labels: Record<string, string>): string {
  const pairs = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1))
  return pairs.length === 0 ? '<none>' : pairs.map(([key, value]) => `${key}=${value}`).join(',')
}
