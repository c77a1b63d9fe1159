/**
 * Which folder of src may import which. `model` and `lib` may be imported from everywhere, and import nothing of ours.
 * ARCHITECTURE.md shows this table; a test holds both, and the folders that exist, against each other.
 */
export const everywhere = ['model', 'lib'] as const

export const layers: Record<string, readonly string[] | 'everything'> = {
  model: [],
  lib: [],
  config: [],
  elide: [],
  capture: [],
  secrets: ['elide'],
  dockerfile: [],
  bundle: ['capture', 'elide', 'dockerfile'],
  facts: ['capture', 'secrets', 'elide', 'bundle'],
  redact: ['capture', 'secrets', 'elide', 'facts'],
  checks: [],
  verify: ['config', 'capture', 'facts', 'checks'],
  report: [],
  author: ['config', 'capture', 'facts', 'verify'],
  kube: [],
  inspect: ['kube', 'capture', 'elide'],
  olm: ['kube', 'capture', 'elide', 'inspect'],
  gather: ['kube', 'capture', 'inspect'],
  clusters: ['kube', 'dockerfile'],
  kubectl: ['kube', 'inspect'],
  install: ['kube', 'bundle', 'olm'],
  run: [
    'config',
    'elide',
    'capture',
    'secrets',
    'facts',
    'checks',
    'verify',
    'report',
    'kube',
    'inspect',
    'gather',
    'clusters',
    'install',
    'bundle',
    'olm',
  ],
  cli: 'everything',
  playwright: ['report', 'checks'],
}
