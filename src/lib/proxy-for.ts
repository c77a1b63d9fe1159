import { BlockList, isIP } from 'node:net'

export type Environment = Readonly<Record<string, string | undefined>>

/**
 * The proxy that the environment names for an address, as programs in Go read it (HTTPS_PROXY, HTTP_PROXY, NO_PROXY, in
 * capitals or not): nothing of this machine goes through one. Source: golang.org/x/net/http/httpproxy.
 */
export function proxyFor(url: URL, env: Environment): string | undefined {
  const name = url.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY'
  const proxy = either(env, name)
  if (proxy === undefined || isLoopback(hostOf(url)) || isExcepted(url, either(env, 'NO_PROXY') ?? ''))
    return undefined
  return /^[a-z][a-z\d+.-]*:\/\//i.test(proxy) ? proxy : `http://${proxy}`
}

const either = (env: Environment, name: string): string | undefined =>
  env[name] || env[name.toLowerCase()] || undefined

/** Without the brackets of an address of IPv6. */
const hostOf = ({ hostname }: URL): string => hostname.toLowerCase().replace(/^\[|\]$/g, '')

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))

function isExcepted(url: URL, list: string): boolean {
  const host = hostOf(url)
  const port = url.port || (url.protocol === 'https:' ? '443' : '80')
  return list
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => entry === '*' || excepts(entry.toLowerCase(), host, port))
}

/** `10.0.0.0/8`, `10.1.2.3`, `example.com` with all below it, `.example.com` for what is below it alone, each with a port or without. */
function excepts(entry: string, host: string, port: string): boolean {
  if (entry.includes('/')) return isIP(host) !== 0 && isInNetwork(host, entry)
  const [, name = '', only] = /^(.*?)(?::(\d+))?$/.exec(isIP(entry) === 6 ? `[${entry}]` : entry) ?? []
  if (only !== undefined && only !== port) return false
  const plain = name.replace(/^\[|\]$/g, '')
  if (isIP(host) !== 0) return plain === host
  const below = plain.replace(/^\*?\./, '')
  return host.endsWith(`.${below}`) || (below === plain && host === plain)
}

function isInNetwork(host: string, network: string): boolean {
  const [address = '', bits = ''] = network.split('/')
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
  const most = family === 'ipv6' ? 128 : 32
  if (isIP(address) === 0 || !/^\d+$/.test(bits) || Number(bits) > most) return false
  const list = new BlockList()
  list.addSubnet(address, Number(bits), family)
  return list.check(host, isIP(host) === 6 ? 'ipv6' : 'ipv4')
}
