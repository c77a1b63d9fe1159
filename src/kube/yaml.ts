import * as jsYaml from 'js-yaml'
import { ExpectedError } from '../model/errors.js'
import type { KubeObject } from '../model/kubernetes.js'

const { FAILSAFE_SCHEMA, loadAll, Type } = jsYaml
// Exported, but missing in its types.
const { types } = jsYaml as unknown as { types: Record<'null' | 'int' | 'float' | 'merge', jsYaml.Type> }

// Kubernetes reads YAML 1.1: `0644` is octal and `yes` is true, but a date stays a string.
const octal = new Type('tag:isv-must-gather,octal', {
  kind: 'scalar',
  resolve: (text: unknown) => typeof text === 'string' && /^[-+]?0[0-7]+$/.test(text),
  construct: (text: string) => parseInt(text, 8),
})
const truth = new Type('tag:yaml.org,2002:bool', {
  kind: 'scalar',
  resolve: (text: unknown) =>
    typeof text === 'string' &&
    /^(?:true|True|TRUE|false|False|FALSE|yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF)$/.test(text),
  construct: (text: string) => /^(?:t|y|on)/i.test(text),
})
const schema = FAILSAFE_SCHEMA.extend({
  implicit: [types.null, truth, octal, types.int, types.float, types.merge],
})

/** Reads every document of a YAML or JSON text as Kubernetes does; empty documents are left out. Throws `kube.bad-yaml`. */
export function parseYaml(text: string, source: string): unknown[] {
  try {
    const documents: unknown[] = []
    loadAll(text, (document) => documents.push(document), { schema, filename: source })
    return documents.filter((document) => document !== null && document !== undefined)
  } catch (cause) {
    throw new ExpectedError({
      code: 'kube.bad-yaml',
      message: `${source} is not valid YAML: ${cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : ''}`,
      next: 'Correct the file at the line that the message names.',
      exitCode: 2,
      cause,
    })
  }
}

/** Reads manifests: every document, with the members of `List` kinds in their place. Throws `kube.bad-yaml`, `kube.bad-manifest`. */
export function parseManifests(text: string, source: string): KubeObject[] {
  return parseYaml(text, source).flatMap((document) => flatten(document, source))
}

function flatten(document: unknown, source: string): KubeObject[] {
  const object = document as Partial<KubeObject> & { items?: unknown }
  if (
    typeof object !== 'object' ||
    typeof object.kind !== 'string' ||
    typeof object.apiVersion !== 'string'
  ) {
    throw new ExpectedError({
      code: 'kube.bad-manifest',
      message: `${source} holds a document without apiVersion and kind`,
      next: 'Every document must be a Kubernetes object.',
      exitCode: 2,
    })
  }
  if (object.kind.endsWith('List') && Array.isArray(object.items)) {
    return object.items.flatMap((item) => flatten(item, source))
  }
  return [{ ...object, metadata: object.metadata ?? {} } as KubeObject]
}

export { formatYaml } from './format-yaml.js'
