import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { Connection } from '../../../src/kube/connection.js'

export interface Seen {
  method: string
  path: string
  query: URLSearchParams
  headers: IncomingMessage['headers']
  body: string
}

/** Answers a request; what it does not answer is a 404. */
export type Script = (request: Seen, response: ServerResponse) => void | Promise<void>

export interface ScriptedServer {
  url: string
  server: Server
  /** Every request so far, in order. */
  seen: Seen[]
  connection: Connection
  [Symbol.asyncDispose](): Promise<void>
}

/** An API server that says what the test tells it to, over plain HTTP. */
export async function startScriptedServer(script: Script): Promise<ScriptedServer> {
  const seen: Seen[] = []
  const server = createServer((request, response) => {
    void (async () => {
      const url = new URL(request.url ?? '/', 'http://server')
      const one: Seen = {
        method: request.method ?? '',
        path: url.pathname,
        query: url.searchParams,
        headers: request.headers,
        body: await text(request),
      }
      seen.push(one)
      await script(one, response)
    })().catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const connection = new Connection({
    server: url,
    tls: {},
    authorize: () => Promise.resolve({ authorization: 'Bearer not-a-real-token' }),
  })
  return {
    url,
    server,
    seen,
    connection,
    async [Symbol.asyncDispose]() {
      connection.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export function json(
  response: ServerResponse,
  body: unknown,
  status = 200,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}

export function refuse(
  response: ServerResponse,
  status: number,
  reason: string,
  message: string,
  headers: Record<string, string> = {},
): void {
  json(
    response,
    { kind: 'Status', apiVersion: 'v1', status: 'Failure', reason, message, code: status },
    status,
    headers,
  )
}

/** One line of a watch. */
export function frame(type: string, object: object): string {
  return `${JSON.stringify({ type, object })}\n`
}

export function pod(name: string, resourceVersion: string, rest: object = {}): object {
  return { metadata: { name, namespace: 'x', uid: `uid-${name}`, resourceVersion }, ...rest }
}
