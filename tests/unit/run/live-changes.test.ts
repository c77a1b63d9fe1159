import { expect, test } from 'vitest'
import { changedObjects, type LiveState } from '../../../src/run/live-changes.js'

const state = (
  objects: Record<string, { kind: string; name: string; ours?: boolean }>,
  restarts: Record<string, number> = {},
): LiveState => ({
  objects: {
    unread: [],
    objects: new Map(
      Object.entries(objects).map(([uid, { kind, name, ours = false }]) => [
        uid,
        { ref: { apiVersion: 'v1', kind, namespace: 'acme', name }, owned: false, leaving: false, ours },
      ]),
    ),
  },
  restarts: new Map(Object.entries(restarts).map(([name, count]) => [name, { namespace: 'acme', count }])),
})

test('what came, went, was made anew or restarted, but for what is ours', () => {
  const before = state(
    { a: { kind: 'Pod', name: 'stays' }, b: { kind: 'Pod', name: 'goes' }, c: { kind: 'Job', name: 'anew' } },
    { stays: 0, calm: 3 },
  )
  const after = state(
    {
      a: { kind: 'Pod', name: 'stays' },
      d: { kind: 'Job', name: 'anew' },
      e: { kind: 'ConfigMap', name: 'comes' },
      f: { kind: 'Pod', name: 'planted', ours: true },
    },
    { stays: 1, calm: 3, planted: 0 },
  )
  expect(changedObjects(before, after).map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    'ConfigMap comes',
    'Job anew',
    'Pod goes',
    'Pod stays',
  ])
})
