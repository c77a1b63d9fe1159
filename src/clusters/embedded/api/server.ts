import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pipeline } from 'node:stream/promises'
import type { Duplex } from 'node:stream'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { WebSocketServer } from 'ws'
import type { Logger } from '../../../model/logger.js'
import { createAuthenticate } from '../auth/authenticate.js'
import { createTokenAuthority, type IssuedToken, type TokenRequest } from '../auth/service-account-tokens.js'
import type { NodeRuntime } from '../node/types.js'
import { startRoleAggregation } from '../rbac/aggregate.js'
import { createAuthorize } from '../rbac/authorize.js'
import { ApiError, internalError } from '../store/api-error.js'
import type { Store } from '../store/types.js'
import { makeServerTls, type ServerTls } from '../tls/certificates.js'
import { bootstrap } from './bootstrap.js'
import { admit, handle } from './dispatch.js'
import { planExec, protocols, serveExec } from './exec.js'
import { parseResourcePath } from './request-path.js'
import type { ApiRequest, Reply, ServerContext } from './request.js'

/** The embedded cluster's API server: HTTPS on a port of this machine, over a store and the node's runtime. */

export interface ApiServerOptions {
  store: Store
  /** Asked for only when logs or exec are wanted, so that the node may come later. */
  runtime: () => NodeRuntime
  host?: string
  /** 0, the default, for any free port. */
  port?: number
  /** The bearer token of `system:masters`; made where absent. */
  adminToken?: string
  tls?: ServerTls
  logger: Logger
  now?: () => Date
}

export interface ApiServer {
  url: string
  port: number
  /** PEM of the authority that signed the server's certificate. */
  caCert: string
  adminToken: string
  signServiceAccountToken(request: TokenRequest): IssuedToken
  /** Ends every watch, log, exec and connection; resolves when the port is free. */
  close(): Promise<void>
}

const bodyLimit = 3 * 1024 * 1024
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const

export async function startApiServer(options: ApiServerOptions): Promise<ApiServer> {
  const { store, logger, host = '127.0.0.1', port = 0, now = () => new Date() } = options
  const tls =
    options.tls ??
    makeServerTls(['localhost', 'kubernetes', 'kubernetes.default.svc', '127.0.0.1', host], now())
  const adminToken = options.adminToken ?? randomBytes(24).toString('base64url')
  const tokens = createTokenAuthority(store, now)
  const authorize = createAuthorize(store)
  const authenticate = createAuthenticate(adminToken, tokens, authorize)
  const { runtime } = options
  const context: ServerContext = {
    store,
    runtime,
    authenticate,
    authorize,
    tokens,
    logger,
    now,
    watchTimeoutMs: 30 * 60_000,
  }

  bootstrap(store)
  const stopAggregation = startRoleAggregation(store)
  const closing = new AbortController()
  const app = createApp(context, tls, closing.signal)
  await app.listen({ host, port })
  const address = app.server.address() as AddressInfo
  return {
    url: `https://${host}:${address.port}`,
    port: address.port,
    caCert: tls.caCert,
    adminToken,
    signServiceAccountToken: (request) => tokens.issue(request),
    async close() {
      closing.abort(new Error('the API server closes'))
      stopAggregation()
      await app.close()
    },
  }
}

function createApp(context: ServerContext, tls: ServerTls, closing: AbortSignal): FastifyInstance {
  const app = Fastify({
    https: { key: tls.key, cert: tls.cert },
    bodyLimit,
    forceCloseConnections: true,
    exposeHeadRoutes: false,
    // A server of one machine and one run: no request of it is worth a time limit, watches least of all.
    requestTimeout: 0,
    keepAliveTimeout: 60_000,
  }) as unknown as FastifyInstance
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  app.setErrorHandler((error, _request, reply) =>
    send(context, reply, errorReply(context, fromFastify(error))),
  )
  app.route({
    method: [...methods],
    url: '/*',
    handler: (request, reply) => answer(context, request, reply, closing),
  })
  serveUpgrades(app, context, closing)
  return app
}

function fromFastify(error: unknown): unknown {
  if (!(error instanceof Error) || (error as { code?: string }).code !== 'FST_ERR_CTP_BODY_TOO_LARGE')
    return error
  const message = `Request entity too large: limit is ${bodyLimit}`
  return new ApiError(413, 'RequestEntityTooLarge', message)
}

async function answer(
  context: ServerContext,
  request: FastifyRequest,
  reply: FastifyReply,
  closing: AbortSignal,
): Promise<void> {
  const gone = new AbortController()
  reply.raw.once('close', () => gone.abort(new Error('the client has gone')))
  const http = toApiRequest(request.raw, request.body, AbortSignal.any([gone.signal, closing]))
  const result = await handle(context, http).catch((error: unknown) => errorReply(context, error))
  await send(context, reply, result)
}

function toApiRequest(raw: IncomingMessage, body: unknown, signal: AbortSignal): ApiRequest {
  const target = raw.url ?? '/'
  const mark = target.indexOf('?')
  return {
    method: raw.method ?? 'GET',
    path: mark < 0 ? target : target.slice(0, mark),
    query: new URLSearchParams(mark < 0 ? '' : target.slice(mark + 1)),
    headers: raw.headers,
    body: Buffer.isBuffer(body) ? body : Buffer.alloc(0),
    signal,
  }
}

function errorReply(context: ServerContext, error: unknown): Reply {
  if (!(error instanceof ApiError))
    context.logger.warn(
      `API server: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    )
  const known =
    error instanceof ApiError
      ? error
      : internalError(error instanceof Error ? error.message : String(error), error)
  const retry = known.details?.retryAfterSeconds
  const headers: Record<string, string> = retry === undefined ? {} : { 'Retry-After': String(retry) }
  return { kind: 'json', code: known.code, value: known.toStatus(), headers }
}

const uncached = { 'Cache-Control': 'no-cache, private' }

async function send(context: ServerContext, reply: FastifyReply, result: Reply): Promise<void> {
  if (result.kind === 'stream') return sendStream(context, reply, result)
  reply.code(result.code).headers({ ...uncached, ...result.headers })
  if (result.kind === 'json') {
    await reply
      .type(result.contentType ?? 'application/json')
      .send(Buffer.from(`${JSON.stringify(result.value)}\n`))
  } else if (result.kind === 'text') {
    await reply.type(result.contentType ?? 'text/plain; charset=utf-8').send(Buffer.from(result.text))
  } else await reply.send()
}

/** Streams by hand: a watch must show its headers before there is anything to watch. */
async function sendStream(
  context: ServerContext,
  reply: FastifyReply,
  { code, contentType, stream }: Reply & { kind: 'stream' },
): Promise<void> {
  reply.hijack()
  reply.raw.writeHead(code, { ...uncached, 'Content-Type': contentType })
  reply.raw.flushHeaders()
  try {
    await pipeline(stream, reply.raw)
  } catch (error) {
    // A client that goes while it follows is how following ends.
    if (!reply.raw.destroyed) context.logger.warn(`API server: a stream broke: ${String(error)}`)
    reply.raw.destroy()
  }
}

function serveUpgrades(app: FastifyInstance, context: ServerContext, closing: AbortSignal): void {
  const sockets = new WebSocketServer({
    noServer: true,
    handleProtocols: (offered) => protocols.find((protocol) => offered.has(protocol)) ?? false,
  })
  closing.addEventListener('abort', () => {
    for (const client of sockets.clients) client.terminate()
    sockets.close()
  })
  app.server.on('upgrade', (raw: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy())
    const http = toApiRequest(raw, undefined, closing)
    try {
      const plan = upgradePlan(context, http)
      if (!plan) return refuse(socket, 403, '')
      sockets.handleUpgrade(raw, socket, head, (client) => void serveExec(context, plan, client, closing))
    } catch (error) {
      const { code, value } = errorReply(context, error) as Reply & { kind: 'json' }
      refuse(socket, code, `${JSON.stringify(value)}\n`)
    }
  })
}

function upgradePlan(context: ServerContext, http: ApiRequest) {
  const path = parseResourcePath(http.path)
  const request = path && admit(context, http, path)
  if (request?.subresource !== 'exec')
    throw new ApiError(400, 'BadRequest', 'Upgrade is only possible for exec')
  if (http.headers.upgrade?.toLowerCase() !== 'websocket') {
    throw new ApiError(400, 'BadRequest', 'unable to upgrade: only WebSocket is supported')
  }
  const plan = planExec(context, request)
  const offered = (http.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim())
  return protocols.some((protocol) => offered.includes(protocol)) ? plan : undefined
}

const statusTexts: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
}

function refuse(socket: Duplex, code: number, body: string): void {
  const type = body === '' ? '' : 'Content-Type: application/json\r\n'
  const head = `HTTP/1.1 ${code} ${statusTexts[code] ?? 'Error'}\r\n${type}Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n`
  socket.end(head + body)
}
