import { ImageError } from '../image-error.js'
import type { Reference } from '../reference.js'
import { parseChallenge } from './challenge.js'
import type { Credentials } from './credentials.js'
import type { Dispatchers } from './dispatchers.js'
import type { Response } from './exchange.js'
import { exchange } from './exchange.js'
import { authorization } from './token.js'

export interface RegistryClientOptions {
  reference: Reference
  /** As messages name the image. */
  origin: string
  credentials: Credentials | undefined
  insecure: boolean
  dispatchers: Dispatchers
  signal: AbortSignal
  retryMs: number
}

/** Reads from one repository of a registry. */
export interface RegistryClient {
  /**
   * `manifests/latest`, `blobs/sha256:...`; `undefined` where the registry does not know it. Throws `image.refused` and
   * `image.registry-unreachable`.
   */
  get(path: string, accept?: readonly string[]): Promise<Response | undefined>
}

/** Source: OCI distribution spec, pull. */
export function registryClient(options: RegistryClientOptions): RegistryClient {
  const { reference, origin, credentials, insecure, dispatchers, signal, retryMs } = options
  const { registry, repository } = reference
  const host = registry === 'docker.io' ? 'registry-1.docker.io' : registry
  const base = { dispatchers, insecure, signal, retryMs }
  let answer: string | undefined
  const ask = (path: string, accept: readonly string[]) =>
    exchange({
      ...base,
      url: new URL(`${insecure ? 'http' : 'https'}://${host}/v2/${repository}/${path}`),
      headers: {
        ...(accept.length > 0 ? { accept: accept.join(', ') } : {}),
        ...(answer === undefined ? {} : { authorization: answer }),
      },
    })
  const logIn = async (response: Response) => {
    const header = response.headers['www-authenticate']
    const challenge = [header].flat().flatMap((one) => parseChallenge(one ?? '') ?? [])[0]
    if (challenge) answer = await authorization(challenge, credentials, { ...base, repository, origin })
  }
  return {
    async get(path, accept = []) {
      let response = await ask(path, accept)
      if (response.statusCode === 401) {
        await response.body.dump()
        const before = answer
        await logIn(response)
        // A token that ran out is replaced; the same answer a second time changes nothing.
        if (answer !== undefined && answer !== before) response = await ask(path, accept)
      }
      if (response.statusCode < 300) return response
      await response.body.dump()
      if (response.statusCode === 404) return undefined
      throw refusal(response.statusCode, host, origin, credentials !== undefined)
    },
  }
}

function refusal(status: number, host: string, origin: string, loggedIn: boolean): ImageError {
  if (status === 401 || status === 403) {
    const who = loggedIn ? 'with these credentials' : 'without credentials'
    return new ImageError(
      'image.refused',
      `${host} does not let ${origin} be read ${who} (${status}): it is private, or does not exist`,
    )
  }
  return new ImageError('image.registry-unreachable', `${host} answers ${status} for ${origin}`)
}
