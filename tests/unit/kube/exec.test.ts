import { Readable, Writable } from 'node:stream'
import { expect, test } from 'vitest'
import { WebSocketServer, type WebSocket } from 'ws'
import { exec } from '../../../src/kube/exec.js'
import { refuse, startScriptedServer } from './scripted-server.js'

const place = { namespace: 'x', pod: 'p' }
const success = { metadata: {}, status: 'Success' }
const failure = (code: string) => ({
  status: 'Failure',
  reason: 'NonZeroExitCode',
  details: { causes: [{ reason: 'ExitCode', message: code }] },
})

/** A server that speaks exec in the protocol given; `serve` is the container. */
async function execServer(
  protocol: string,
  serve: (socket: WebSocket, send: (channel: number, data: string | Buffer) => void) => void,
) {
  const api = await startScriptedServer((_, response) =>
    refuse(response, 400, 'BadRequest', 'Upgrade request required'),
  )
  const sockets = new WebSocketServer({
    noServer: true,
    handleProtocols: (offered) => (offered.has(protocol) ? protocol : false),
  })
  api.server.on('upgrade', (request, socket, head) => {
    sockets.handleUpgrade(request, socket, head, (client) => {
      serve(client, (channel, data) =>
        client.send(Buffer.concat([Buffer.of(channel), Buffer.from(data as string)])),
      )
    })
  })
  return api
}

function sink(options: { slowMs?: number } = {}) {
  const chunks: Buffer[] = []
  const writable = new Writable({
    highWaterMark: 1024,
    write(chunk: Buffer, _, done) {
      chunks.push(chunk)
      if (options.slowMs) setTimeout(done, options.slowMs)
      else done()
    },
  })
  return { writable, text: () => Buffer.concat(chunks).toString(), size: () => Buffer.concat(chunks).length }
}

test.each(['v5.channel.k8s.io', 'v4.channel.k8s.io'])(
  '%s: output by channel and the exit code',
  async (protocol) => {
    await using api = await execServer(protocol, (socket, send) => {
      // Everything at once: nothing may be lost before the listeners are there.
      send(1, '')
      send(1, 'out')
      send(2, 'err')
      send(3, JSON.stringify(failure('3')))
      socket.close(1000)
    })
    const [out, err] = [sink(), sink()]
    const result = await exec(api.connection, {
      ...place,
      command: ['sh', '-c', 'exit 3'],
      stdout: out.writable,
      stderr: err.writable,
    })
    expect([result, out.text(), err.text()]).toEqual([{ exitCode: 3 }, 'out', 'err'])
  },
)

test('stdin goes over, and its end is said', async () => {
  await using api = await execServer('v5.channel.k8s.io', (socket, send) => {
    let received = ''
    socket.on('message', (message: Buffer) => {
      if (message[0] === 0) received += message.subarray(1).toString()
      if (message[0] !== 255) return
      send(1, `${received} (channel ${String(message[1])} ended)`)
      send(3, JSON.stringify(success))
      socket.close(1000)
    })
  })
  const out = sink()
  await exec(api.connection, {
    ...place,
    command: ['cat'],
    stdin: Readable.from(['a', 'b', 'c']),
    stdout: out.writable,
  })
  expect(out.text()).toBe('abc (channel 0 ended)')
})

test('a slow reader holds the sender still, and gets every byte', async () => {
  const total = 8 * 1024 * 1024
  let mostBuffered = 0
  await using api = await execServer('v5.channel.k8s.io', (socket, send) => {
    const chunk = Buffer.alloc(64 * 1024, 'x')
    let sent = 0
    const next = () => {
      while (sent < total && socket.bufferedAmount < 256 * 1024) {
        send(1, chunk)
        sent += chunk.length
      }
      if (sent >= total) {
        send(3, JSON.stringify(success))
        return socket.close(1000)
      }
      setImmediate(next)
    }
    next()
  })
  const out = sink({ slowMs: 1 })
  const watcher = setInterval(() => (mostBuffered = Math.max(mostBuffered, out.writable.writableLength)), 2)
  await exec(api.connection, { ...place, command: ['cat', '/big'], stdout: out.writable })
  clearInterval(watcher)
  expect(out.size()).toBe(total)
  expect(mostBuffered).toBeLessThan(2 * 1024 * 1024)
})

test('a connection that ends without a status is dropped, which is no exit code', async () => {
  await using api = await execServer('v5.channel.k8s.io', (socket, send) => {
    send(1, 'half')
    socket.close(1000)
  })
  const out = sink()
  await expect(
    exec(api.connection, { ...place, command: ['tar'], stdout: out.writable }),
  ).rejects.toMatchObject({ code: 'kube.exec-dropped' })
  expect(out.text()).toBe('half')
})

test('a program that could not be started is told in the words of the server', async () => {
  await using api = await execServer('v5.channel.k8s.io', (socket, send) => {
    send(
      3,
      JSON.stringify({ status: 'Failure', reason: 'InternalError', message: 'exec: "nope": not found' }),
    )
    socket.close(1000)
  })
  await expect(exec(api.connection, { ...place, command: ['nope'] })).rejects.toMatchObject({
    code: 'kube.exec-failed',
    message: 'exec: "nope": not found',
  })
})

test('a refused upgrade is an API error', async () => {
  const api = await startScriptedServer(() => {})
  api.server.on('upgrade', (_, socket) => {
    const body = JSON.stringify({ kind: 'Status', reason: 'NotFound', message: 'pods "p" not found' })
    socket.end(
      `HTTP/1.1 404 Not Found\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
    )
  })
  await expect(exec(api.connection, { ...place, command: ['true'] })).rejects.toMatchObject({
    status: 404,
    reason: 'NotFound',
  })
  await api[Symbol.asyncDispose]()
})

test('an abort ends it with its own reason', async () => {
  await using api = await execServer('v5.channel.k8s.io', (_, send) => send(1, 'started'))
  const stop = new AbortController()
  const out = new Writable({
    write(_, __, done) {
      stop.abort(new Error('enough'))
      done()
    },
  })
  await expect(
    exec(api.connection, { ...place, command: ['sleep'], stdout: out, signal: stop.signal }),
  ).rejects.toThrow('enough')
})

test('a sink that fails ends it with the reason of the sink', async () => {
  await using api = await execServer('v5.channel.k8s.io', (_, send) => send(1, 'data'))
  const out = new Writable({ write: (_, __, done) => done(new Error('disk full')) })
  await expect(exec(api.connection, { ...place, command: ['cat'], stdout: out })).rejects.toThrow('disk full')
})
