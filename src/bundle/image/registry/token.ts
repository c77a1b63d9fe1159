import { isObject } from '../descriptor.js'
import { ImageError } from '../image-error.js'
import { readSmall } from '../read-json.js'
import type { Challenge } from './challenge.js'
import type { Credentials } from './credentials.js'
import type { Exchange } from './exchange.js'
import { exchange } from './exchange.js'

type Bearer = Extract<Challenge, { scheme: 'bearer' }>

/**
 * The header that answers a registry's challenge: a token from the server that it names, for one repository and for
 * reading alone, or the credentials themselves. `undefined` where there is nothing to answer with.
 */
export async function authorization(
  challenge: Challenge,
  credentials: Credentials | undefined,
  base: Omit<Exchange, 'url' | 'headers'> & { repository: string; origin: string },
): Promise<string | undefined> {
  if (challenge.scheme === 'basic') return credentials && basic(credentials)
  const url = URL.canParse(challenge.realm) ? new URL(challenge.realm) : undefined
  if (!url || (url.protocol !== 'https:' && !base.insecure))
    throw new ImageError(
      'image.registry-unreachable',
      `${base.origin}: the registry names no https address for tokens`,
    )
  const scope = challenge.scope ?? `repository:${base.repository}:pull`
  const request = tokenRequest(url, challenge, scope, credentials)
  const response = await exchange({ ...base, ...request })
  const bytes = await readSmall(response.body, `the answer of ${url.host}`)
  if (response.statusCode >= 400)
    throw new ImageError(
      'image.refused',
      `${url.host} gives no token for ${base.origin}: it answers ${response.statusCode}`,
    )
  return `Bearer ${tokenIn(bytes, url)}`
}

const basic = (credentials: Credentials): string | undefined =>
  'username' in credentials
    ? `Basic ${Buffer.from(`${credentials.username}:${credentials.password}`).toString('base64')}`
    : undefined

function tokenRequest(
  url: URL,
  { service }: Bearer,
  scope: string,
  credentials: Credentials | undefined,
): Pick<Exchange, 'url' | 'headers' | 'method' | 'body'> {
  if (credentials && 'identityToken' in credentials) {
    const form = {
      grant_type: 'refresh_token',
      refresh_token: credentials.identityToken,
      scope,
      client_id: 'must-gather',
    }
    const body = new URLSearchParams({ ...form, ...(service === undefined ? {} : { service }) }).toString()
    return { url, method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body }
  }
  const asked = new URL(url)
  if (service !== undefined) asked.searchParams.set('service', service)
  for (const one of scope.split(' ')) asked.searchParams.append('scope', one)
  const header = credentials && basic(credentials)
  return { url: asked, headers: header === undefined ? {} : { authorization: header } }
}

function tokenIn(bytes: Buffer, { host }: URL): string {
  let value: unknown
  try {
    value = JSON.parse(bytes.toString('utf8'))
  } catch {
    value = undefined
  }
  const token = isObject(value) ? (value['token'] ?? value['access_token']) : undefined
  if (typeof token === 'string' && token !== '') return token
  throw new ImageError(
    'image.registry-unreachable',
    `${host} answers a request for a token with something else`,
  )
}
