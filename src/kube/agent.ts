import { Agent as HttpAgent, request as httpRequest } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { isIP } from 'node:net'
import { connect as tlsConnect, type TLSSocket } from 'node:tls'
import { ExpectedError } from '../model/errors.js'
import type { Target } from './target.js'

/** A keep-alive pool for one API server. `maxSockets` bounds how many connections are open at once. */
export function createAgent(target: Target, maxSockets: number): HttpAgent {
  const pool = {
    keepAlive: true,
    keepAliveMsecs: 30_000,
    maxSockets,
    maxFreeSockets: 16,
    scheduling: 'lifo' as const,
  }
  if (target.server.startsWith('http://')) return new HttpAgent(pool)
  const options = { ...pool, ...tlsOptions(target) }
  const agent = new HttpsAgent(options)
  // An agent may answer through the callback, which its types do not say.
  if (target.proxyUrl) Object.assign(agent, { createConnection: tunnelThrough(target.proxyUrl) })
  return agent
}

/** The options of `tls.connect` that the target asks for. */
export function tlsOptions({ tls }: Target): Record<string, unknown> {
  return Object.fromEntries(Object.entries(tls).filter(([, value]) => value !== undefined))
}

type Callback = (error: Error | null, socket?: TLSSocket) => void

/** Connects through an HTTP proxy's CONNECT, then speaks TLS with the server itself. */
function tunnelThrough(proxyUrl: string) {
  const proxy = parseProxy(proxyUrl)
  const user = decodeURIComponent(proxy.username)
  const login = user && Buffer.from(`${user}:${decodeURIComponent(proxy.password)}`).toString('base64')
  return (options: { host: string; port: number; servername?: string }, callback: Callback): void => {
    const tunnel = httpRequest({
      host: proxy.hostname,
      port: proxy.port || 80,
      method: 'CONNECT',
      path: `${options.host}:${options.port}`,
      ...(login && { headers: { 'proxy-authorization': `Basic ${login}` } }),
    })
    tunnel.on('error', (error) => callback(error))
    tunnel.on('connect', (answer, socket) => {
      if (answer.statusCode === 200) {
        // An address is no server name.
        const serverName = options.servername || (isIP(options.host) === 0 ? options.host : undefined)
        callback(
          null,
          tlsConnect({ ...options, socket, ...(serverName !== undefined && { servername: serverName }) }),
        )
        return
      }
      socket.destroy()
      callback(refused(proxy, answer.statusCode ?? 0))
    })
    tunnel.end()
  }
}

function parseProxy(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url?.protocol === 'http:') return url
  throw new ExpectedError({
    code: 'kube.proxy-unsupported',
    message: `the kubeconfig's proxy-url is ${url ? `of the kind ${url.protocol}//` : 'not a URL'}, which is not supported`,
    next: 'Use an http:// proxy, or a machine that reaches the cluster directly.',
    exitCode: 3,
  })
}

function refused(proxy: URL, status: number): ExpectedError {
  return new ExpectedError({
    code: 'kube.proxy-refused',
    message: `the proxy ${proxy.host} answered CONNECT with status ${status}`,
    next: 'Check proxy-url and its login in the kubeconfig.',
    exitCode: 3,
  })
}
