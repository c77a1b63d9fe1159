import { expect, test } from 'vitest'
import { wellKnown } from '../../../src/kube/resource.js'
import { watch, type WatchEvent } from '../../../src/kube/watch.js'
import { frame, json, pod, refuse, startScriptedServer } from './scripted-server.js'

/** `ADDED a@1`, until `count` events have come. */
async function collect(
  events: AsyncIterable<WatchEvent>,
  count: number,
  stop: AbortController,
): Promise<string[]> {
  const lines: string[] = []
  for await (const event of events) {
    lines.push(
      event.type === 'SYNCED'
        ? 'SYNCED'
        : `${event.type} ${event.object.metadata.name}@${event.object.metadata.resourceVersion ?? ''}`,
    )
    if (lines.length === count) stop.abort()
  }
  return lines
}

test('lists, says that it has, then gives each change', async () => {
  await using api = await startScriptedServer(({ query }, response) => {
    if (!query.has('watch'))
      return json(response, { metadata: { resourceVersion: '5' }, items: [pod('a', '1')] })
    response.write(frame('MODIFIED', pod('a', '6')))
    // A line may come in pieces.
    const line = frame('ADDED', pod('b', '7'))
    response.write(line.slice(0, 10))
    setImmediate(() =>
      response.write(line.slice(10) + frame('BOOKMARK', pod('', '8')) + frame('DELETED', pod('a', '9'))),
    )
  })
  const stop = new AbortController()
  const events = await collect(
    watch(api.connection, wellKnown.pods, { namespace: 'x', signal: stop.signal }),
    5,
    stop,
  )
  expect(events).toEqual(['ADDED a@1', 'SYNCED', 'MODIFIED a@6', 'ADDED b@7', 'DELETED a@9'])
  expect(api.seen[1]?.query.get('resourceVersion')).toBe('5')
})

test('after a drop it goes on from the last version, bookmarks counted', async () => {
  let watches = 0
  await using api = await startScriptedServer(({ query }, response) => {
    if (!query.has('watch')) return json(response, { metadata: { resourceVersion: '5' }, items: [] })
    if (++watches === 1) {
      response.write(frame('ADDED', pod('a', '6')) + frame('BOOKMARK', pod('', '8')) + '{"type":"MODI')
      setTimeout(() => response.destroy(), 20)
      return
    }
    response.write(frame('ADDED', pod('b', '9')))
  })
  const stop = new AbortController()
  const events = await collect(watch(api.connection, wellKnown.pods, { signal: stop.signal }), 3, stop)
  expect(events).toEqual(['SYNCED', 'ADDED a@6', 'ADDED b@9'])
  expect(api.seen.map(({ query }) => query.get('resourceVersion'))).toEqual([null, '5', '8'])
})

test('when its version has expired, a new list tells what was missed', async () => {
  let lists = 0
  let watches = 0
  await using api = await startScriptedServer(({ query }, response) => {
    if (!query.has('watch')) {
      const items =
        ++lists === 1
          ? [pod('a', '1'), pod('b', '2'), pod('c', '3')]
          : [pod('b', '2'), pod('c', '7'), pod('d', '8')]
      return json(response, { metadata: { resourceVersion: String(lists * 10) }, items })
    }
    if (++watches === 1)
      return void response.end(
        frame('ERROR', { kind: 'Status', code: 410, reason: 'Expired', message: 'too old' }),
      )
  })
  const stop = new AbortController()
  const events = await collect(watch(api.connection, wellKnown.pods, { signal: stop.signal }), 7, stop)
  expect(events).toEqual([
    'ADDED a@1',
    'ADDED b@2',
    'ADDED c@3',
    'SYNCED',
    'DELETED a@1',
    'MODIFIED c@7',
    'ADDED d@8',
  ])
})

test('a refusal at the start is told, an abort is none', async () => {
  await using api = await startScriptedServer((_, response) => refuse(response, 403, 'Forbidden', 'no'))
  const signal = new AbortController().signal
  await expect(watch(api.connection, wellKnown.pods, { signal }).next()).rejects.toMatchObject({
    reason: 'Forbidden',
  })
  expect(await watch(api.connection, wellKnown.pods, { signal: AbortSignal.abort() }).next()).toEqual({
    done: true,
    value: undefined,
  })
})
