import type { KubeObject } from '../../../model/kubernetes.js'
import { createCustomValidator } from '../schema/custom-validator.js'
import { at, isRecord, listAt, type Json } from './json.js'
import { allVerbs } from './resource-types.js'
import type { CustomVersion, PrinterColumn, ResourceType } from './types.js'

const ageColumn: PrinterColumn = { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' }

/** The resource types that a CustomResourceDefinition makes: one per version, those not served without verbs. */
export function customTypes(definition: KubeObject): ResourceType[] {
  const names = at(definition, 'spec', 'names')
  const kind = text(at(names, 'kind'))
  const plural = text(at(names, 'plural'))
  return listAt(definition, 'spec', 'versions')
    .filter(isRecord)
    .sort(byPriority)
    .map((version) => ({
      group: text(at(definition, 'spec', 'group')),
      version: text(version['name']),
      kind,
      plural,
      singular: text(at(names, 'singular')) || kind.toLowerCase(),
      namespaced: at(definition, 'spec', 'scope') !== 'Cluster',
      shortNames: listAt(names, 'shortNames').map(text),
      categories: listAt(names, 'categories').map(text),
      subresources: ['scale', 'status'].filter((name) => isRecord(at(version, 'subresources', name))),
      hasStatus: isRecord(at(version, 'subresources', 'status')),
      countsGeneration: true,
      verbs: version['served'] === true ? allVerbs : [],
      custom: customVersion(version),
    }))
}

function customVersion(version: Json): CustomVersion {
  const columns = listAt(version, 'additionalPrinterColumns') as unknown as PrinterColumn[]
  const found = at(version, 'schema', 'openAPIV3Schema')
  const schema = isRecord(found) ? found : {}
  const scale = at(version, 'subresources', 'scale')
  const selector = at(scale, 'labelSelectorPath')
  return {
    storage: version['storage'] === true,
    schema,
    check: createCustomValidator(schema),
    columns: columns.length > 0 ? columns : [ageColumn],
    selectableFields: listAt(version, 'selectableFields').map((field) =>
      text(at(field, 'jsonPath')).replace(/^\./, ''),
    ),
    ...(isRecord(scale)
      ? {
          scale: {
            specReplicas: text(scale['specReplicasPath']),
            statusReplicas: text(scale['statusReplicasPath']),
            ...(typeof selector === 'string' ? { selector } : {}),
          },
        }
      : {}),
  }
}

const stability = { '': 3, beta: 2, alpha: 1 } as const

/** Kubernetes' order of versions: stable before beta before alpha, newest first, anything else last by name. */
function byPriority(a: Json, b: Json): number {
  const [left, right] = [rank(text(a['name'])), rank(text(b['name']))]
  for (const [i, value] of left.entries()) if (value !== right[i]) return (right[i] ?? 0) - value
  return text(a['name']) < text(b['name']) ? -1 : 1
}

function rank(name: string): number[] {
  const match = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(name)
  if (!match) return [0, 0, 0]
  return [stability[(match[2] ?? '') as keyof typeof stability], Number(match[1]), Number(match[3] ?? 0)]
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
