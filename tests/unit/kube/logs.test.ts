import type { ServerResponse } from 'node:http'
import { expect, test } from 'vitest'
import { followLog, splitTimestamp } from '../../../src/kube/logs.js'
import { json, pod, startScriptedServer, type Seen } from './scripted-server.js'

const time = (n: number) => `2026-11-21T00:00:0${n}.000000000Z`

/** A pod whose container runs until `ended` says so, and whose log is written by `log`. */
function podServer(
  ended: () => boolean,
  log: (request: Seen, response: ServerResponse, nth: number) => void,
) {
  let nth = 0
  return startScriptedServer((request, response) => {
    if (request.path.endsWith('/log')) {
      response.writeHead(200, { 'content-type': 'text/plain' })
      return log(request, response, ++nth)
    }
    const state = ended() ? { terminated: { exitCode: 0 } } : { running: {} }
    json(
      response,
      pod('p', '1', { status: { containerStatuses: [{ name: 'c', containerID: 'c://1', state }] } }),
    )
  })
}

async function read(lines: AsyncIterable<{ text: string }>): Promise<string[]> {
  const texts: string[] = []
  for await (const { text } of lines) texts.push(text)
  return texts
}

test('after a drop it goes on where it was, and says no line twice', async () => {
  let ended = false
  await using api = await podServer(
    () => ended,
    (_, response, nth) => {
      if (nth === 1) {
        response.write(`${time(1)} one\n${time(2)} two\n${time(2)} two again\n`)
        setTimeout(() => response.destroy(), 20)
        return
      }
      ended = true
      // The server's grain is coarser than the lines': it repeats.
      response.end(
        `${time(1)} one\n${time(2)} two\n${time(2)} two again\n${time(2)} two more\n${time(3)} three`,
      )
    },
  )
  const signal = new AbortController().signal
  const texts = await read(
    followLog(api.connection, { namespace: 'x', pod: 'p', container: 'c', tailLines: 9, signal }),
  )
  expect(texts).toEqual(['one', 'two', 'two again', 'two more', 'three'])
  const queries = api.seen.filter(({ path }) => path.endsWith('/log')).map(({ query }) => query)
  expect(queries[0]?.get('tailLines')).toBe('9')
  expect(queries[1]?.get('tailLines')).toBeNull()
  expect(queries[1]?.get('sinceTime')).toBe(time(2))
})

test('a clean end while the container still runs is not the end', async () => {
  let ended = false
  await using api = await podServer(
    () => ended,
    (_, response, nth) => {
      if (nth === 2) ended = true
      response.end(nth === 1 ? `${time(1)} one\n` : `${time(1)} one\n${time(2)} two\n`)
    },
  )
  const signal = new AbortController().signal
  expect(await read(followLog(api.connection, { namespace: 'x', pod: 'p', container: 'c', signal }))).toEqual(
    ['one', 'two'],
  )
})

test('an abort ends it without an error', async () => {
  await using api = await podServer(
    () => false,
    (_, response) => void response.write(`${time(1)} one\n`),
  )
  const stop = new AbortController()
  const texts: string[] = []
  for await (const { text } of followLog(api.connection, {
    namespace: 'x',
    pod: 'p',
    container: 'c',
    signal: stop.signal,
  })) {
    texts.push(text)
    stop.abort()
  }
  expect(texts).toEqual(['one'])
})

test('a line without a time is kept whole', () => {
  expect(splitTimestamp(`${time(1)} a b`)).toEqual({ time: time(1), text: 'a b' })
  expect(splitTimestamp('failed to watch file: too many open files')).toEqual({
    time: '',
    text: 'failed to watch file: too many open files',
  })
})
