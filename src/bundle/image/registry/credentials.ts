import { readFile } from 'node:fs/promises'
import { isObject } from '../descriptor.js'
import { ImageError } from '../image-error.js'

/** How to log in: with a name and a password, or with a token that was got before. Never shown. */
export type Credentials = { username: string; password: string } | { identityToken: string }

const dockerHub = ['https://index.docker.io/v1/', 'index.docker.io', 'registry-1.docker.io']

/**
 * The credentials that a docker config.json has for a repository: the longest key that the name begins with counts
 * (`quay.io/org` before `quay.io`). Throws `image.source-invalid` where the file is none; helpers are not called.
 */
export async function findCredentials(
  file: string | undefined,
  { registry, repository }: { registry: string; repository: string },
): Promise<Credentials | undefined> {
  if (file === undefined) return undefined
  const auths = await readAuths(file)
  const name = `${registry}/${repository}`
  const keys = Object.keys(auths).filter((key) => {
    const host = hostAndPath(key)
    if (registry === 'docker.io' && (dockerHub.includes(key) || dockerHub.includes(host))) return true
    return name === host || name.startsWith(`${host}/`)
  })
  const [longest] = keys.sort((a, b) => hostAndPath(b).length - hostAndPath(a).length)
  return longest === undefined ? undefined : toCredentials(auths[longest])
}

async function readAuths(file: string): Promise<Record<string, unknown>> {
  const invalid = (reason: string, cause?: unknown) =>
    new ImageError('image.source-invalid', `the docker config ${file} ${reason}`, {
      next: 'Name a docker config.json with `auths`, or leave it out.',
      cause,
    })
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw invalid(`cannot be read: ${error.code ?? error.message}`, error)
  })
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    // What JSON.parse says quotes the text, and the text is a secret.
    throw invalid('is no JSON')
  }
  if (!isObject(value)) throw invalid('is no JSON object')
  return isObject(value['auths']) ? value['auths'] : {}
}

/** `https://quay.io/v2/org` as `quay.io/org`. */
const hostAndPath = (key: string): string =>
  key
    .replace(/^https?:\/\//, '')
    .replace(/\/v[12](?=\/|$)/, '')
    .replace(/\/+$/, '')

function toCredentials(entry: unknown): Credentials | undefined {
  if (!isObject(entry)) return undefined
  const { auth, username, password, identitytoken: identityToken } = entry
  if (typeof identityToken === 'string' && identityToken !== '') return { identityToken }
  if (typeof username === 'string' && typeof password === 'string' && username !== '')
    return { username, password }
  if (typeof auth !== 'string') return undefined
  const text = Buffer.from(auth, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  return colon > 0 ? { username: text.slice(0, colon), password: text.slice(colon + 1) } : undefined
}
