import { readFile } from 'node:fs/promises'
import type { Environment } from '../../../lib/proxy-for.js'
import { isObject } from '../descriptor.js'
import { ImageError } from '../image-error.js'
import { askHelper } from './credential-helper.js'

/** How to log in: with a name and a password, or with a token that was got before. Never shown. */
export type Credentials = { username: string; password: string } | { identityToken: string }

const dockerRegistry = 'docker.io'
/** Its other names in a docker config. */
const dockerHub = ['https://index.docker.io/v1/', 'index.docker.io', 'registry-1.docker.io'] as const

interface Repository {
  registry: string
  repository: string
}

/**
 * The credentials that a docker config.json has for a repository: of the helper that it names for the registry, or for all; else
 * of the longest key of `auths` that the name begins with (`quay.io/org` before `quay.io`). Throws `image.source-invalid`
 * where the file is none, and what `askHelper` throws.
 */
export async function findCredentials(
  file: string | undefined,
  wanted: Repository,
  options: { env: Environment; signal: AbortSignal },
): Promise<Credentials | undefined> {
  if (file === undefined) return undefined
  const config = await readConfig(file)
  const helper = helperOf(config, wanted)
  // Under this name docker keeps what belongs to its own registry.
  const server = wanted.registry === dockerRegistry ? dockerHub[0] : wanted.registry
  const ofHelper = helper === undefined ? undefined : await askHelper(helper, server, options)
  return ofHelper ?? fromAuths(config, wanted)
}

function helperOf(config: Config, { registry }: Repository): string | undefined {
  const helpers = isObject(config['credHelpers']) ? config['credHelpers'] : {}
  const key = Object.keys(helpers).find((one) => isHost(one, registry))
  const helper = key === undefined ? config['credsStore'] : helpers[key]
  return typeof helper === 'string' && helper !== '' ? helper : undefined
}

function fromAuths(config: Config, { registry, repository }: Repository): Credentials | undefined {
  const auths = isObject(config['auths']) ? config['auths'] : {}
  const name = `${registry}/${repository}`
  const keys = Object.keys(auths).filter(
    (key) => isHost(key, registry) || name === hostAndPath(key) || name.startsWith(`${hostAndPath(key)}/`),
  )
  const [longest] = keys.sort((a, b) => hostAndPath(b).length - hostAndPath(a).length)
  return longest === undefined ? undefined : toCredentials(auths[longest])
}

/** Whether a key names a registry as a whole. */
const isHost = (key: string, registry: string): boolean =>
  hostAndPath(key) === registry ||
  (registry === dockerRegistry &&
    [key, hostAndPath(key)].some((one) => dockerHub.some((name) => name === one)))

type Config = Record<string, unknown>

async function readConfig(file: string): Promise<Config> {
  const invalid = (reason: string, cause?: unknown) =>
    new ImageError('image.source-invalid', `the docker config ${file} ${reason}`, {
      next: 'Name a docker config.json, or leave it out.',
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
  return value
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
