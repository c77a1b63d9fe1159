import { expect, test } from 'vitest'
import { troublesOf } from '../../../src/kube/pod-trouble.js'
import type { KubeObject } from '../../../src/model/kubernetes.js'

const pod = (status: object): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p' },
  status,
})
const container = (row: object) =>
  pod({ phase: 'Running', containerStatuses: [{ name: 'c', ready: false, ...row }] })

test.each([
  ['ready', container({ ready: true, state: { running: {} } }), []],
  [
    'succeeded',
    pod({
      phase: 'Succeeded',
      containerStatuses: [{ name: 'c', ready: false, state: { terminated: { exitCode: 0 } } }],
    }),
    [],
  ],
  ['not ready', container({ state: { running: {} } }), ['container c runs, and is not ready']],
  [
    'unpullable',
    container({ state: { waiting: { reason: 'ImagePullBackOff', message: 'no such image' } } }),
    ['container c waits (ImagePullBackOff): no such image'],
  ],
  [
    'ended',
    container({ state: { terminated: { exitCode: 137, reason: 'OOMKilled' } } }),
    ['container c ended with exit code 137 (OOMKilled)'],
  ],
  [
    'evicted',
    pod({ phase: 'Failed', reason: 'Evicted', message: 'low on memory' }),
    ['Failed (Evicted): low on memory'],
  ],
  ['pending', pod({ phase: 'Pending' }), ['Pending: no container has been started']],
  [
    'unschedulable',
    pod({
      phase: 'Pending',
      conditions: [
        {
          type: 'PodScheduled',
          status: 'False',
          reason: 'Unschedulable',
          message: '0/1 nodes are available',
        },
      ],
    }),
    ['not scheduled (Unschedulable): 0/1 nodes are available'],
  ],
  [
    'its init container hangs',
    pod({
      phase: 'Pending',
      initContainerStatuses: [{ name: 'i', ready: false, state: { running: {} } }],
      containerStatuses: [],
    }),
    ['Pending: no container has been started', 'init container i is still running'],
  ],
])('%s', (_, object, expected) => {
  expect(troublesOf(object).map(({ text }) => text)).toEqual(expected)
})
