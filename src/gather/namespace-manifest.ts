import { runLabels } from '../lib/run-labels.js'
import type { KubeObject } from '../model/kubernetes.js'
import type { GatherOptions } from './types.js'

/** The annotations of `oc adm must-gather`; the second one undoes a node selector that OpenShift gives to projects. */
export const annotations = {
  'oc.openshift.io/command': 'must-gather',
  'openshift.io/node-selector': '',
} as const

/** Lets any pod into a namespace. */
export const podSecurityLabels = Object.fromEntries(
  ['enforce', 'audit', 'warn'].map((mode) => [`pod-security.kubernetes.io/${mode}`, 'privileged']),
)

/** What OpenShift needs to know of a namespace for pods as images make them, and keeps its own controllers off. */
const openshiftLabels = {
  'openshift.io/run-level': '0',
  'security.openshift.io/scc.podSecurityLabelSync': 'false',
  ...podSecurityLabels,
}

/** The namespace of one gather: with no more rights than its pod needs. */
export function namespaceManifest(
  { runId, hostNetwork = false }: Pick<GatherOptions, 'runId' | 'hostNetwork'>,
  { openshift }: { openshift: boolean },
): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name: '',
      generateName: 'must-gather-',
      labels: {
        ...runLabels(runId),
        ...(hostNetwork && podSecurityLabels),
        ...(openshift && openshiftLabels),
      },
      annotations,
    },
  }
}
