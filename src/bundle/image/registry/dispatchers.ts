import { Agent, ProxyAgent, type Dispatcher } from 'undici'
import { proxyFor, type Environment } from '../../../lib/proxy-for.js'
import { ImageError } from '../image-error.js'

export interface Dispatchers {
  /** What sends requests to an address, and through which proxy; a redirect may lead to where another one is right. */
  for(url: URL): { dispatcher: Dispatcher; through?: string }
  close(): Promise<void>
}

const connectMs = 15_000
const answerMs = 60_000

/** Connections to registries, directly or through the proxies that the environment names. */
export function createDispatchers({ ca, env }: { ca: string | undefined; env: Environment }): Dispatchers {
  const trusted = ca === undefined ? {} : { ca }
  const common = { headersTimeout: answerMs, bodyTimeout: answerMs }
  const direct = new Agent({ ...common, connect: { timeout: connectMs, ...trusted } })
  const proxied = new Map<string, ProxyAgent>()
  return {
    for(url) {
      const proxy = proxyFor(url, env)
      if (proxy === undefined) return { dispatcher: direct }
      const uri = parseProxy(proxy)
      const key = `${url.protocol} ${uri.href}`
      const made =
        proxied.get(key) ??
        new ProxyAgent({
          ...common,
          ...{ uri: uri.href, requestTls: { timeout: connectMs, ...trusted }, proxyTls: trusted },
          // Plain http is what a proxy forwards; many open tunnels for TLS alone.
          proxyTunnel: url.protocol === 'https:',
        })
      proxied.set(key, made)
      return { dispatcher: made, through: uri.host }
    },
    async close() {
      await Promise.all([direct, ...proxied.values()].map((agent) => agent.close()))
    },
  }
}

/** Its login is never shown. */
function parseProxy(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url
  throw new ImageError(
    'image.registry-unreachable',
    `the proxy that the environment names is ${url ? `of the kind ${url.protocol}//, which is not supported` : 'no URL'}`,
    { next: 'Set HTTPS_PROXY to an http:// or https:// proxy, or name the registry in NO_PROXY.' },
  )
}
