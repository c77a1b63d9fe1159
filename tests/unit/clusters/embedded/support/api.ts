import { Readable } from 'node:stream'
import { Agent, fetch, type Response } from 'undici'
import { silentLogger } from '../../../../../src/model/logger.js'
import { startApiServer, type ApiServer } from '../../../../../src/clusters/embedded/api/server.js'
import type { NodeRuntime } from '../../../../../src/clusters/embedded/node/types.js'
import type { Store } from '../../../../../src/clusters/embedded/store/types.js'
import { wireStore } from './objects.js'

export interface Answer {
  code: number
  headers: Response['headers']
  // What an API answers is known to the test that asks, and to nobody else.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  body: any
  text: string
}

export interface Asking {
  method?: string
  body?: unknown
  type?: string
  accept?: string
  token?: string | null
  headers?: Record<string, string>
}

export interface TestApi {
  server: ApiServer
  store: Store
  ask(path: string, asking?: Asking): Promise<Answer>
  /** Opens a stream (watch, followed log); the caller aborts it. */
  open(path: string, signal: AbortSignal, asking?: Asking): Promise<Response>
  close(): Promise<void>
}

/** A node that has one container, which says two lines and runs commands by echoing them. */
export const echoNode: NodeRuntime = {
  logs: (_namespace, _pod, options) => Promise.resolve(Readable.from([`${JSON.stringify(options)}\n`])),
  exec: async ({ command, stdout, stderr, stdin }) => {
    stdout?.write(Buffer.from(command.join(' ')))
    stderr?.write(Buffer.from('to stderr'))
    if (stdin && stdout) for await (const chunk of stdin) stdout.write(chunk)
    return command[0] === 'fail' ? 3 : 0
  },
}

export async function startTestApi(store = wireStore(), runtime = echoNode): Promise<TestApi> {
  const server = await startApiServer({ store, runtime: () => runtime, logger: silentLogger })
  const dispatcher = new Agent({ connect: { ca: server.caCert } })

  const send = (path: string, asking: Asking, signal?: AbortSignal) => {
    const token = asking.token === undefined ? server.adminToken : asking.token
    const raw = typeof asking.body === 'string' || Buffer.isBuffer(asking.body)
    return fetch(server.url + path, {
      method: asking.method ?? (asking.body === undefined ? 'GET' : 'POST'),
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        accept: asking.accept ?? '*/*',
        ...(asking.body === undefined ? {} : { 'content-type': asking.type ?? 'application/json' }),
        ...asking.headers,
      },
      ...(asking.body === undefined
        ? {}
        : { body: raw ? (asking.body as string) : JSON.stringify(asking.body) }),
      dispatcher,
      ...(signal ? { signal } : {}),
    })
  }

  return {
    server,
    store,
    async ask(path, asking = {}) {
      const response = await send(path, asking)
      const text = await response.text()
      const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false
      return {
        code: response.status,
        headers: response.headers,
        body: isJson ? (JSON.parse(text) as unknown) : undefined,
        text,
      }
    },
    open: (path, signal, asking = {}) => send(path, asking, signal),
    async close() {
      await server.close()
      await dispatcher.destroy()
    },
  }
}

/** The frames of a watch as they come. */
export async function* frames(
  response: Response,
): AsyncGenerator<{ type: string; object: Record<string, never> }> {
  let rest = ''
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    const lines = (rest + Buffer.from(chunk).toString()).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) yield JSON.parse(line) as { type: string; object: Record<string, never> }
  }
}

/** The first `count` frames of a watch. */
export async function take(
  response: Response,
  count: number,
): Promise<{ type: string; object: Record<string, never> }[]> {
  const taken = []
  for await (const frame of frames(response)) if (taken.push(frame) === count) break
  return taken
}
