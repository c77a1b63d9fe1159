import type { ServerResponse } from 'node:http'
import { expect, test } from 'vitest'
import type { ApiResource } from '../../../src/kube/resource.js'
import { wellKnown } from '../../../src/kube/resource.js'
import { awaitDeletion, waitFor, waitForCondition } from '../../../src/kube/wait.js'
import { frame, json, pod, startScriptedServer } from './scripted-server.js'

const deployments: ApiResource = {
  ...wellKnown.pods,
  group: 'apps',
  kind: 'Deployment',
  plural: 'deployments',
  singular: 'deployment',
}
const target = { resource: deployments, namespace: 'x', name: 'web' }
const deployment = (version: string, available: string, rest: object = {}) =>
  pod('web', version, {
    spec: { selector: { matchLabels: { app: 'web' } } },
    status: {
      conditions: [
        {
          type: 'Available',
          status: available,
          reason: 'MinimumReplicasUnavailable',
          message: 'no minimum availability',
        },
      ],
      ...rest,
    },
  })

/** Gives `first` as the list, then what `follow` writes. */
const server = (
  first: object[],
  follow: (response: ServerResponse) => void,
  others: Record<string, object | string> = {},
) =>
  startScriptedServer(({ path, query }, response) => {
    const other = others[path]
    if (typeof other === 'string') return void response.end(other)
    if (other !== undefined) return json(response, other)
    if (query.has('watch')) return follow(response)
    if (path.endsWith('/deployments'))
      return json(response, { metadata: { resourceVersion: '1' }, items: first })
    response.writeHead(404).end()
  })

test('resolves as soon as the condition comes', async () => {
  await using api = await server([deployment('1', 'False')], (response) => {
    response.write(frame('MODIFIED', deployment('2', 'True')))
  })
  const found = await waitForCondition(api.connection, target, 'Available', { timeoutMs: 5000 })
  expect(found?.metadata.resourceVersion).toBe('2')
  expect(api.seen[0]?.query.get('fieldSelector')).toBe('metadata.name=web')
})

test('a status of an older generation does not count', async () => {
  const old = { ...deployment('1', 'True', { observedGeneration: 1 }) } as {
    metadata: { generation?: number }
  }
  old.metadata.generation = 2
  await using api = await server([old], (response) => {
    response.write(frame('MODIFIED', deployment('2', 'True', { observedGeneration: 2 })))
  })
  expect(
    (await waitForCondition(api.connection, target, 'Available', { timeoutMs: 5000 }))?.metadata
      .resourceVersion,
  ).toBe('2')
})

test('at the deadline it says why: conditions, events, pods and their last words', async () => {
  const crashing = pod('web-1', '3', {
    status: {
      phase: 'Running',
      containerStatuses: [
        {
          name: 'main',
          ready: false,
          restartCount: 2,
          state: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off' } },
          lastState: { terminated: { exitCode: 3, reason: 'Error' } },
        },
      ],
    },
  })
  const event = {
    type: 'Warning',
    reason: 'FailedCreate',
    message: 'quota exceeded',
    count: 4,
    involvedObject: { name: 'web' },
  }
  await using api = await server([deployment('1', 'False')], () => {}, {
    '/apis/apps/v1/namespaces/x/deployments/web': deployment('1', 'False'),
    '/api/v1/namespaces/x/pods': { items: [crashing] },
    '/api/v1/namespaces/x/events': { items: [{ metadata: { name: 'e' }, ...event }] },
    '/api/v1/namespaces/x/pods/web-1/log': 'starting\ncannot open /data: no such file\n',
  })
  const error: unknown = await waitForCondition(api.connection, target, 'Available', {
    timeoutMs: 150,
  }).catch((caught: unknown) => caught)
  expect(error).toMatchObject({ code: 'kube.wait-timeout', exitCode: 4 })
  const { message } = error as Error
  expect(message).toContain('waiting for deployments.apps web to be Available took longer than 150ms')
  expect(message).toContain('condition Available=False (MinimumReplicasUnavailable): no minimum availability')
  expect(message).toContain('event FailedCreate (4 times): quota exceeded')
  expect(message).toContain(
    'pod web-1: container main waits (CrashLoopBackOff): back-off; it ended before with exit code 3 (Error)',
  )
  expect(message).toContain('cannot open /data: no such file')
})

test('a missing object is said to be missing', async () => {
  await using api = await server([], () => {})
  await expect(waitForCondition(api.connection, target, 'Available', { timeoutMs: 100 })).rejects.toThrow(
    'deployments.apps web does not exist in namespace x',
  )
})

test('the abort of the caller is not a timeout', async () => {
  await using api = await server([], () => {})
  const stop = new AbortController()
  const waiting = waitFor(api.connection, target, () => false, {
    timeoutMs: 60_000,
    signal: stop.signal,
    what: 'nothing',
  })
  stop.abort(new Error('interrupted'))
  await expect(waiting).rejects.toThrow('interrupted')
})

test('what the condition throws gives up at once', async () => {
  await using api = await server([deployment('1', 'False')], () => {})
  const givesUp = () => {
    throw new Error('it can never come')
  }
  await expect(waitFor(api.connection, target, givesUp, { timeoutMs: 60_000, what: 'x' })).rejects.toThrow(
    'it can never come',
  )
})

test('deletion has come when the object is gone, or another has its name', async () => {
  await using gone = await server(
    [deployment('1', 'True')],
    (response) => void response.write(frame('DELETED', deployment('2', 'True'))),
  )
  await awaitDeletion(gone.connection, target, { timeoutMs: 5000 })
  await using replaced = await server([deployment('1', 'True')], () => {})
  await awaitDeletion(replaced.connection, { ...target, uid: 'another' }, { timeoutMs: 5000 })
  await using never = await server([], () => {})
  await awaitDeletion(never.connection, target, { timeoutMs: 5000 })
})
