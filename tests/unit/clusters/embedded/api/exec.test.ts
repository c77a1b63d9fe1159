/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access --
   What the API answers has no type but the test's expectation. */
import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { PassThrough } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import WebSocket from 'ws'
import { echoNode, startTestApi, type TestApi } from '../support/api.js'
import { pod, wireStore } from '../support/objects.js'

let api: TestApi
let weak: string
const followed = new PassThrough()
let aborted: Promise<unknown> | undefined

beforeAll(async () => {
  api = await startTestApi(wireStore(), {
    ...echoNode,
    logs: (namespace, name, options, signal) =>
      options.follow ? Promise.resolve(followed) : echoNode.logs(namespace, name, options, signal),
    exec: (request) => {
      if (request.command[0] !== 'wait') return echoNode.exec(request)
      aborted = once(request.signal, 'abort')
      return aborted.then(() => 1)
    },
  })
  api.store.create('pods', pod('one'))
  api.store.create(
    'pods',
    pod('two', {
      containers: [
        { name: 'a', image: 'x' },
        { name: 'b', image: 'x' },
      ],
    }),
  )
  weak = api.server.signServiceAccountToken({ namespace: 'wire', name: 'default' }).token
})
afterAll(() => api.close())

interface Opened {
  socket: WebSocket
  frames: Buffer[]
}

function connect(
  query: string,
  protocol = 'v5.channel.k8s.io',
  name = 'one',
  token = api.server.adminToken,
): Opened {
  const url = `${api.server.url.replace('https', 'wss')}/api/v1/namespaces/wire/pods/${name}/exec?${query}`
  const socket = new WebSocket(url, [protocol], {
    ca: api.server.caCert,
    headers: { authorization: `Bearer ${token}` },
  })
  const frames: Buffer[] = []
  socket.on('message', (data) => frames.push(data as Buffer))
  return { socket, frames }
}

async function ended({ socket, frames }: Opened): Promise<Record<number, string>> {
  const [code] = (await once(socket, 'close')) as [number]
  expect(code).toBe(1000)
  const channels: Record<number, string> = {}
  for (const frame of frames)
    channels[frame[0] ?? -1] = (channels[frame[0] ?? -1] ?? '') + frame.subarray(1).toString()
  return channels
}

async function refusal({ socket }: Opened): Promise<[number | undefined, string]> {
  const [, response] = (await once(socket, 'unexpected-response')) as [unknown, IncomingMessage]
  const body = await response.toArray()
  return [response.statusCode, Buffer.concat(body as Buffer[]).toString()]
}

const both = 'stdout=true&stderr=true'

describe('exec', () => {
  it.each(['v4.channel.k8s.io', 'v5.channel.k8s.io'])('runs a command over %s', async (protocol) => {
    const channels = await ended(connect(`command=echo&command=a%20b&${both}`, protocol))
    expect(channels).toEqual({ 1: 'echo a b', 2: 'to stderr', 3: '{"metadata":{},"status":"Success"}' })
  })

  it('tells the exit code', async () => {
    const channels = await ended(connect(`command=fail&${both}`))
    expect(JSON.parse(channels[3] ?? '')).toEqual({
      metadata: {},
      status: 'Failure',
      message: 'command terminated with non-zero exit code: command terminated with exit code 3',
      reason: 'NonZeroExitCode',
      details: { causes: [{ reason: 'ExitCode', message: '3' }] },
    })
  })

  it('feeds the command until the client closes its input', async () => {
    const opened = connect('command=cat&stdin=true&stdout=true')
    await once(opened.socket, 'open')
    opened.socket.send(Buffer.from('\0some '))
    opened.socket.send(Buffer.from('\0text'))
    opened.socket.send(Buffer.from([255, 0]))
    expect((await ended(opened))[1]).toBe('catsome text')
  })

  it('carries megabytes both ways, unharmed', async () => {
    const opened = connect('command=x&stdin=true&stdout=true')
    await once(opened.socket, 'open')
    const sent = Buffer.alloc(4 * 1024 * 1024, 'abcdefg')
    for (let at = 0; at < sent.length; at += 32_768)
      opened.socket.send(Buffer.concat([Buffer.from([0]), sent.subarray(at, at + 32_768)]))
    opened.socket.send(Buffer.from([255, 0]))
    expect((await ended(opened))[1] === `x${sent.toString()}`).toBe(true)
  })

  it('ends the command when the client goes', async () => {
    const opened = connect('command=wait&stdout=true')
    await once(opened.socket, 'message')
    opened.socket.terminate()
    await aborted
  })

  it.each<[string, string, string, string, number, string]>([
    [
      'a pod that is not there',
      'nothere',
      `command=x&${both}`,
      'v5.channel.k8s.io',
      404,
      'pods \\"nothere\\" not found',
    ],
    [
      'a container that is not there',
      'two',
      `command=x&container=c&${both}`,
      'v5.channel.k8s.io',
      400,
      'container c is not valid for pod two',
    ],
    [
      'no choice of a container',
      'two',
      `command=x&${both}`,
      'v5.channel.k8s.io',
      400,
      'choose one of: [a b]',
    ],
    [
      'no stream',
      'one',
      'command=x',
      'v5.channel.k8s.io',
      400,
      'you must specify at least 1 of stdin, stdout, stderr',
    ],
    ['an unknown protocol', 'one', `command=x&${both}`, 'v9.channel.k8s.io', 403, ''],
  ])('is refused with %s', async (_what, name, query, protocol, code, message) => {
    const [status, body] = await refusal(connect(query, protocol, name))
    expect(status).toBe(code)
    expect(body).toContain(message)
  })

  it('is refused to who may not', async () => {
    const [status, body] = await refusal(connect(`command=x&${both}`, undefined, 'one', weak))
    expect(status).toBe(403)
    expect(body).toContain('cannot get resource \\"pods/exec\\"')
  })

  it('wants an upgrade', async () => {
    const { code, body } = await api.ask(`/api/v1/namespaces/wire/pods/one/exec?command=x&${both}`)
    expect([code, body.message]).toEqual([400, 'Upgrade request required'])
  })
})

describe('logs', () => {
  const path = '/api/v1/namespaces/wire/pods'

  it('are asked of the node as the request says', async () => {
    const { text, headers } = await api.ask(
      `${path}/two/log?container=b&previous=true&tailLines=3&timestamps=true&limitBytes=10&sinceSeconds=60`,
    )
    expect(headers.get('content-type')).toBe('text/plain')
    expect(JSON.parse(text)).toEqual({
      container: 'b',
      follow: false,
      previous: true,
      timestamps: true,
      sinceSeconds: 60,
      tailLines: 3,
      limitBytes: 10,
    })
  })

  it('need a container where there are several, and one that exists', async () => {
    expect((await api.ask(`${path}/two/log`)).body.message).toBe(
      'a container name must be specified for pod two, choose one of: [a b]',
    )
    expect((await api.ask(`${path}/two/log?container=c`)).body.message).toBe(
      'container c is not valid for pod two',
    )
    expect((await api.ask(`${path}/one/log?tailLines=-1`)).code).toBe(400)
  })

  it('come as they are written', async () => {
    const stop = new AbortController()
    const response = await api.open(`${path}/one/log?follow=true`, stop.signal)
    const reader = (response.body as ReadableStream<Uint8Array>).getReader()
    followed.write('first\n')
    expect(Buffer.from((await reader.read()).value ?? []).toString()).toBe('first\n')
    followed.write('second\n')
    expect(Buffer.from((await reader.read()).value ?? []).toString()).toBe('second\n')
    const closed = new Promise((resolve) => followed.once('close', resolve))
    stop.abort()
    await expect(reader.read()).rejects.toThrow()
    await closed
  })
})
