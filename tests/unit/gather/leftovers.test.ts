import { expect, it } from 'vitest'
import { leftovers } from '../../../src/gather/index.js'
import type { SnapshotObject } from '../../../src/gather/snapshot.js'

function object(
  kind: string,
  name: string,
  namespace?: string,
  over: Partial<SnapshotObject> = {},
): [string, SnapshotObject] {
  const ref = { apiVersion: 'v1', kind, name, ...(namespace !== undefined && { namespace }) }
  return [`${kind}/${namespace}/${name}`, { ref, owned: false, leaving: false, ours: false, ...over }]
}

const snapshot = (...objects: [string, SnapshotObject][]) => ({ objects: new Map(objects), unread: [] })

it('lists what is new, owned by nothing, and stays', () => {
  const old = object('ConfigMap', 'old', 'a')
  const after = snapshot(
    old,
    object('Pod', 'debug', 'a'),
    object('Namespace', 'left'),
    object('ConfigMap', 'kube-root-ca.crt', 'left'),
    object('ServiceAccount', 'default', 'left'),
    object('Pod', 'of-a-job', 'a', { owned: true }),
    object('Pod', 'dying', 'a', { leaving: true }),
    object('Namespace', 'must-gather-x', undefined, { ours: true }),
    object('Pod', 'busy', 'elsewhere'),
    object('ConfigMap', 'kube-root-ca.crt'),
  )
  expect(
    leftovers(snapshot(old), after, { excludeNamespaces: ['elsewhere'] }).map(
      ({ kind, name }) => `${kind}/${name}`,
    ),
  ).toEqual(['ConfigMap/kube-root-ca.crt', 'Namespace/left', 'Pod/debug'])
})
