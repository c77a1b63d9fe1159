import { setTimeout as pause } from 'node:timers/promises'
import type { Dispatcher } from 'undici'
import { request } from 'undici'
import { ImageError } from '../image-error.js'
import type { Dispatchers } from './dispatchers.js'

export type Response = Dispatcher.ResponseData

export interface Exchange {
  url: URL
  headers: Record<string, string>
  method?: 'GET' | 'POST'
  body?: string
  dispatchers: Dispatchers
  /** Whether plain http may be used, also after a redirect. */
  insecure: boolean
  signal: AbortSignal
  /** Milliseconds before the second attempt, twice that before the third, and so on. */
  retryMs: number
}

const attempts = 4
const mostRedirects = 5
const longestPauseMs = 10_000
/** What a busy registry answers with, and what may go away. */
const passing: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504])
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

/**
 * One answer of a registry: redirects followed, what passes tried again. Credentials never go to another host, nor over
 * plain http where https was asked for. Throws `image.registry-unreachable`.
 */
export async function exchange(what: Exchange): Promise<Response> {
  for (let attempt = 1; ; attempt++) {
    const last = attempt === attempts
    try {
      const response = await followed(what)
      if (!passing.has(response.statusCode)) return response
      const wait = retryAfterMs(response) ?? what.retryMs * 2 ** (attempt - 1)
      await response.body.dump()
      if (last) throw unreachable(what, `it answers ${response.statusCode}${meaningOf(response.statusCode)}`)
      await pause(Math.min(wait, longestPauseMs), undefined, { signal: what.signal })
    } catch (error) {
      what.signal.throwIfAborted()
      if (error instanceof ImageError) throw error
      if (last || !mayPass(error)) throw unreachable(what, reasonOf(error), error)
      await pause(what.retryMs * 2 ** (attempt - 1), undefined, { signal: what.signal })
    }
  }
}

async function followed(what: Exchange): Promise<Response> {
  let { url } = what
  let headers = what.headers
  const { dispatchers, signal, method = 'GET', body } = what
  for (let count = 0; count <= mostRedirects; count++) {
    const { dispatcher } = dispatchers.for(url)
    const response = await request(url, { method, headers, body: body ?? null, dispatcher, signal })
    const { location } = response.headers
    if (!redirects.has(response.statusCode) || typeof location !== 'string') return response
    await response.body.dump()
    const next = targetOf(what, location, url)
    if (next.origin !== url.origin) headers = withoutCredentials(headers)
    url = next
  }
  throw unreachable(what, `it redirects more than ${mostRedirects} times`)
}

function targetOf(what: Exchange, location: string, from: URL): URL {
  const next = URL.canParse(location, from.href) ? new URL(location, from) : undefined
  const safe = next?.protocol === 'https:' || (next?.protocol === 'http:' && what.insecure)
  if (next && safe) return next
  throw unreachable(what, `it redirects to ${next ? next.origin : 'no valid address'}, which is not https`)
}

const withoutCredentials = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'authorization'))

/** A registry says in seconds, or with a date, when it wants to be asked again. */
function retryAfterMs({ headers }: Response): number | undefined {
  const text = headers['retry-after']
  return typeof text === 'string' && /^\d+$/.test(text) ? Number(text) * 1000 : undefined
}

const meaningOf = (status: number): string => (status === 429 ? ' (too many requests)' : '')

const lasting: ReadonlySet<string> = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'ERR_INVALID_URL'])

function mayPass(error: unknown): boolean {
  const { code = '' } = error as NodeJS.ErrnoException
  return !lasting.has(code) && !isCertificate(code) && !code.startsWith('ERR_SSL')
}

const isCertificate = (code: string): boolean => /CERT|UNABLE_TO|SELF_SIGNED|ERR_TLS/.test(code)

function reasonOf(error: unknown): string {
  const { code = '', message = '' } = error as NodeJS.ErrnoException
  if (isCertificate(code)) return `its certificate is not trusted (${code})`
  if (code === 'ERR_SSL_WRONG_VERSION_NUMBER' || code === 'ERR_SSL_PACKET_LENGTH_TOO_LONG')
    return 'it speaks plain http; name it as an insecure registry where that is meant'
  return code === '' ? message : `${code}${message === '' ? '' : `: ${message}`}`
}

function unreachable({ url, dispatchers }: Exchange, reason: string, cause?: unknown): ImageError {
  const { through } = dispatchers.for(url)
  const way = through === undefined ? '' : ` through the proxy ${through}`
  return new ImageError(
    'image.registry-unreachable',
    `the registry ${url.host} does not answer${way}: ${reason}`,
    { cause },
  )
}
