import { describe, expect, it } from 'vitest'
import type { KubeObject } from '../../../../../src/model/kubernetes.js'
import { humanDuration } from '../../../../../src/clusters/embedded/tables/age.js'
import { jsonPath } from '../../../../../src/clusters/embedded/tables/json-path.js'
import { makeTable } from '../../../../../src/clusters/embedded/tables/table.js'
import { widget, wireStore } from '../support/objects.js'

const now = new Date('2026-11-21T01:00:00Z')
const created = { creationTimestamp: '2026-11-21T00:54:07Z' }

function cells(typeName: string, object: KubeObject): unknown[] {
  const type = wireStore().type(typeName)
  if (!type) throw new Error(`no ${typeName}`)
  const { rows } = makeTable(type, [object], {}, { includeObject: 'None', now })
  return (rows[0] as { cells: unknown[] }).cells
}

describe('ages', () => {
  const [second, minute, hour, day] = [1000, 60_000, 3_600_000, 86_400_000]
  it.each([
    [0, '0s'],
    [119 * second, '119s'],
    [2 * minute, '2m'],
    [5 * minute + 53 * second, '5m53s'],
    [20 * minute, '20m'],
    [179 * minute, '179m'],
    [5 * hour + 12 * minute, '5h12m'],
    [9 * hour, '9h'],
    [3 * day + 4 * hour, '3d4h'],
    [100 * day, '100d'],
    [3 * 365 * day + 10 * day, '3y10d'],
    [-5000, '<invalid>'],
  ])('%d ms are %s', (ms, text) => {
    expect(humanDuration(ms)).toBe(text)
  })
})

describe('the JSONPath of columns', () => {
  const object = {
    spec: { size: 3, 'a.b': 1, list: [{ n: 'x' }, { n: 'y' }] },
    status: {
      conditions: [
        { type: 'Ready', status: 'True' },
        { type: 'Done', status: 'False' },
      ],
    },
  }
  it.each([
    ['.spec.size', [3]],
    ['.spec.list[*].n', ['x', 'y']],
    ['.spec.list[1].n', ['y']],
    ['.spec.list[-1].n', ['y']],
    [".spec['a.b']", [1]],
    ['.spec.a\\.b', [1]],
    ['.status.conditions[?(@.type=="Ready")].status', ['True']],
    [".status.conditions[?(@.type=='Done')].status", ['False']],
    ['.status.nothere', []],
    ['{.spec.size}', [3]],
  ])('%s', (path, expected) => {
    expect(jsonPath(object, path)).toEqual(expected)
  })
})

const pod = (status: object, extra: object = {}, metadata: object = {}): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p', ...created, ...metadata },
  spec: { containers: [{ name: 'a' }, { name: 'b' }], nodeName: 'n1', ...extra },
  status,
})
const running = { state: { running: {} }, ready: true, restartCount: 0 }

describe('the row of a pod', () => {
  it.each<[string, KubeObject, string[]]>([
    ['that waits', pod({ phase: 'Pending' }), ['0/2', 'Pending', '0']],
    ['that runs', pod({ phase: 'Running', containerStatuses: [running, running] }), ['2/2', 'Running', '0']],
    [
      'that cannot pull',
      pod({
        phase: 'Pending',
        containerStatuses: [{ state: { waiting: { reason: 'ImagePullBackOff' } } }, running],
      }),
      ['1/2', 'ImagePullBackOff', '0'],
    ],
    [
      'that came back',
      pod({
        phase: 'Running',
        containerStatuses: [
          { ...running, restartCount: 2, lastState: { terminated: { finishedAt: '2026-11-21T00:57:00Z' } } },
          running,
        ],
      }),
      ['2/2', 'Running', '2 (3m ago)'],
    ],
    [
      'that is done',
      pod({
        phase: 'Succeeded',
        containerStatuses: [{ state: { terminated: { exitCode: 0, reason: 'Completed' } } }],
      }),
      ['0/2', 'Completed', '0'],
    ],
    [
      'that was killed',
      pod({ phase: 'Failed', containerStatuses: [{ state: { terminated: { exitCode: 137, signal: 9 } } }] }),
      ['0/2', 'Signal:9', '0'],
    ],
    [
      'that initialises',
      pod(
        {
          phase: 'Pending',
          initContainerStatuses: [{ state: { terminated: { exitCode: 0 } } }, { state: { running: {} } }],
        },
        { initContainers: [{}, {}] },
      ),
      ['0/2', 'Init:1/2', '0'],
    ],
    [
      'that cannot initialise',
      pod(
        { phase: 'Pending', initContainerStatuses: [{ state: { waiting: { reason: 'CrashLoopBackOff' } } }] },
        { initContainers: [{}] },
      ),
      ['0/2', 'Init:CrashLoopBackOff', '0'],
    ],
    [
      'that goes',
      pod({ phase: 'Running', containerStatuses: [running] }, {}, { deletionTimestamp: 'x' }),
      ['1/2', 'Terminating', '0'],
    ],
  ])('%s', (_what, object, expected) => {
    expect(cells('pods', object)).toEqual(['p', ...expected, '5m53s', '<none>', 'n1', '<none>', '<none>'])
  })
})

describe('the row of', () => {
  it.each<[string, object, unknown[]]>([
    [
      'deployments.apps',
      {
        spec: {
          replicas: 2,
          selector: { matchLabels: { app: 'web' } },
          template: { spec: { containers: [{ name: 'a', image: 'x:1' }] } },
        },
        status: { readyReplicas: 1, updatedReplicas: 2 },
      },
      ['o', '1/2', 2, 0, '5m53s', 'a', 'x:1', 'app=web'],
    ],
    [
      'services',
      {
        spec: {
          type: 'NodePort',
          clusterIP: '10.96.0.9',
          ports: [
            { port: 80, nodePort: 30000, protocol: 'TCP' },
            { port: 53, protocol: 'UDP' },
          ],
        },
      },
      ['o', 'NodePort', '10.96.0.9', '<none>', '80:30000/TCP,53/UDP', '5m53s', '<none>'],
    ],
    [
      'jobs.batch',
      {
        spec: { completions: 1, template: { spec: { containers: [] } } },
        status: {
          succeeded: 1,
          startTime: '2026-11-21T00:55:00Z',
          completionTime: '2026-11-21T00:55:07Z',
          conditions: [{ type: 'Complete', status: 'True' }],
        },
      },
      ['o', 'Complete', '1/1', '7s', '5m53s', '', '', '<none>'],
    ],
    ['configmaps', { data: { a: '1' }, binaryData: { b: 'eA==' } }, ['o', 2, '5m53s']],
    [
      'events',
      {
        type: 'Normal',
        reason: 'Started',
        message: 'it runs',
        count: 4,
        involvedObject: { kind: 'Pod', name: 'p' },
        source: { component: 'kubelet', host: 'n1' },
        lastTimestamp: '2026-11-21T00:59:50Z',
        firstTimestamp: '2026-11-21T00:59:00Z',
      },
      ['10s', 'Normal', 'Started', 'pod/p', '', 'kubelet, n1', 'it runs', '60s', 4, 'o'],
    ],
    [
      'rolebindings.rbac.authorization.k8s.io',
      {
        roleRef: { kind: 'Role', name: 'r' },
        subjects: [{ kind: 'ServiceAccount', namespace: 'n', name: 's' }],
      },
      ['o', 'Role/r', '5m53s', '', '', 'n/s'],
    ],
    [
      'persistentvolumeclaims',
      {
        spec: { volumeName: 'v', storageClassName: 'c' },
        status: { phase: 'Bound', capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'] },
      },
      ['o', 'Bound', 'v', '1Gi', 'RWO', 'c', '<unset>', '5m53s', '<unset>'],
    ],
    ['limitranges', {}, ['o', '2026-11-21T00:54:07Z']],
  ])('%s', (typeName, fields, expected) => {
    expect(
      cells(typeName, { apiVersion: 'x', kind: 'x', metadata: { name: 'o', ...created }, ...fields }),
    ).toEqual(expected)
  })

  it('a custom resource', () => {
    const object = widget('one')
    Object.assign(object.metadata, created)
    expect(cells('widgets.wire.example', object)).toEqual(['one', 3, null, '5m53s'])
  })
})
