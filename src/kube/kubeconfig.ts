import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { nearest } from '../lib/nearest.js'
import { ExpectedError } from '../model/errors.js'
import type { Target } from './target.js'
import { parseYaml } from './yaml.js'

export interface NamedCluster {
  name: string
  cluster: {
    server?: string
    'certificate-authority'?: string
    'certificate-authority-data'?: string
    'insecure-skip-tls-verify'?: boolean
    'tls-server-name'?: string
    'proxy-url'?: string
  }
}

export interface NamedUser {
  name: string
  user: {
    token?: string
    tokenFile?: string
    username?: string
    password?: string
    'client-certificate'?: string
    'client-certificate-data'?: string
    'client-key'?: string
    'client-key-data'?: string
    exec?: unknown
    'auth-provider'?: unknown
  }
}

export interface NamedContext {
  name: string
  context: { cluster?: string; user?: string; namespace?: string }
}

/** What `--kubeconfig` names; the paths in it are already absolute. */
export interface Kubeconfig {
  clusters: NamedCluster[]
  users: NamedUser[]
  contexts: NamedContext[]
  currentContext?: string | undefined
}

/** Reads one kubeconfig, or several (`a:b`) of which the first to name a thing wins. Throws `kube.no-kubeconfig`, `kube.bad-kubeconfig`. */
export async function readKubeconfig(paths: string): Promise<Kubeconfig> {
  const merged: Kubeconfig = { clusters: [], users: [], contexts: [] }
  const list = paths.split(':').filter((path) => path !== '')
  for (const path of list) {
    const one = await readOne(path, list.length > 1)
    addNew(merged.clusters, one?.clusters)
    addNew(merged.users, one?.users)
    addNew(merged.contexts, one?.contexts)
    merged.currentContext ??= one?.currentContext
  }
  return merged
}

function addNew<T extends { name: string }>(into: T[], from: T[] | undefined): void {
  for (const item of from ?? []) if (!into.some(({ name }) => name === item.name)) into.push(item)
}

async function readOne(path: string, mayMiss: boolean): Promise<Kubeconfig | undefined> {
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (mayMiss && cause.code === 'ENOENT') return undefined
    throw noKubeconfig(path, cause)
  })
  if (text === undefined) return undefined
  let document: Record<string, unknown>
  try {
    document = (parseYaml(text, path)[0] ?? {}) as Record<string, unknown>
  } catch {
    // The parser's message quotes the line, which may hold a token.
    throw badKubeconfig(`${path} is not valid YAML`)
  }
  if (typeof document !== 'object' || (document['kind'] !== undefined && document['kind'] !== 'Config')) {
    throw badKubeconfig(`${path} is not a kubeconfig (its kind is not Config)`)
  }
  const rows = <T>(key: string) => (Array.isArray(document[key]) ? (document[key] as T[]) : [])
  const current = document['current-context']
  const base = dirname(resolve(path))
  return {
    clusters: rows<NamedCluster>('clusters').map((row) => ({
      ...row,
      cluster: absolute(row.cluster ?? {}, base, ['certificate-authority']),
    })),
    users: rows<NamedUser>('users').map((row) => ({
      ...row,
      user: absolute(row.user ?? {}, base, ['client-certificate', 'client-key', 'tokenFile']),
    })),
    contexts: rows<NamedContext>('contexts').map((row) => ({ ...row, context: row.context ?? {} })),
    currentContext: typeof current === 'string' && current !== '' ? current : undefined,
  }
}

function absolute<T extends object>(section: T, base: string, keys: (keyof T)[]): T {
  const paths = keys.flatMap((key) => {
    const path = section[key]
    return typeof path === 'string' && path !== '' ? [[key, resolve(base, path)] as const] : []
  })
  return { ...section, ...Object.fromEntries(paths) }
}

/** What a context of a kubeconfig is made of. */
export interface Selection {
  context: string
  cluster: NamedCluster['cluster'] & { server: string }
  user: NamedUser['user']
  namespace: string | undefined
}

/** Finds a context; `names` puts another cluster or user of the same file in its place. Throws `kube.unknown-context`, `kube.bad-kubeconfig`. */
export function selectContext(
  config: Kubeconfig,
  wanted: string | undefined,
  source: string,
  names: { cluster?: string | undefined; user?: string | undefined } = {},
): Selection {
  const name =
    wanted ?? config.currentContext ?? (config.contexts.length === 1 ? config.contexts[0]?.name : undefined)
  if (name === undefined)
    throw badKubeconfig(`${source} has no current-context`, 'Name a context with --context.')
  const context = config.contexts.find((row) => row.name === name)?.context
  if (!context) throw unknownContext(name, config, source)
  const clusterName = names.cluster ?? context.cluster
  const cluster = config.clusters.find((row) => row.name === clusterName)?.cluster
  if (!cluster?.server) {
    throw badKubeconfig(
      `${names.cluster === undefined ? `context "${name}" of ${source} names` : `--cluster of ${source} is`} the cluster "${clusterName ?? ''}", which has no server there`,
    )
  }
  const user = config.users.find((row) => row.name === (names.user ?? context.user))?.user
  if (!user && names.user !== undefined) throw badKubeconfig(`${source} has no user "${names.user}"`)
  return {
    context: name,
    cluster: { ...cluster, server: cluster.server },
    user: user ?? {},
    namespace: context.namespace,
  }
}

/** Turns a context without plug-ins into a target; reads the certificate files that it names. */
export async function plainTarget(selection: Selection): Promise<Target> {
  const { cluster, user } = selection
  const insecure = cluster['insecure-skip-tls-verify'] === true
  return {
    server: cluster.server.replace(/\/+$/, ''),
    tls: {
      ca: insecure
        ? undefined
        : await material(cluster['certificate-authority-data'], cluster['certificate-authority']),
      cert: await material(user['client-certificate-data'], user['client-certificate']),
      key: await material(user['client-key-data'], user['client-key']),
      servername: cluster['tls-server-name'],
      rejectUnauthorized: !insecure,
    },
    authorize: authorizer(user),
    namespace: selection.namespace,
    context: selection.context,
    proxyUrl: cluster['proxy-url'],
  }
}

async function material(data: string | undefined, path: string | undefined): Promise<Buffer | undefined> {
  if (data) return Buffer.from(data, 'base64')
  if (!path) return undefined
  return readFile(path).catch((cause: unknown) => {
    throw badKubeconfig(`the file ${path} that the kubeconfig names cannot be read`, undefined, cause)
  })
}

function authorizer(user: NamedUser['user']): Target['authorize'] {
  const bearer = (token: string) => ({ authorization: `Bearer ${token.trim()}` })
  const { token, tokenFile, username, password } = user
  if (tokenFile) return async () => bearer(await readFile(tokenFile, 'utf8'))
  if (token) return () => Promise.resolve(bearer(token))
  if (username === undefined) return () => Promise.resolve({})
  const basic = Buffer.from(`${username}:${password ?? ''}`).toString('base64')
  return () => Promise.resolve({ authorization: `Basic ${basic}` })
}

function noKubeconfig(path: string, cause: NodeJS.ErrnoException): ExpectedError {
  const missing = cause.code === 'ENOENT'
  return new ExpectedError({
    code: 'kube.no-kubeconfig',
    message: missing
      ? `there is no kubeconfig at ${path}`
      : `the kubeconfig ${path} cannot be read (${cause.code ?? 'error'})`,
    next: 'Name one with --kubeconfig or the KUBECONFIG variable.',
    exitCode: 3,
    cause,
  })
}

function badKubeconfig(message: string, next?: string, cause?: unknown): ExpectedError {
  return new ExpectedError({
    code: 'kube.bad-kubeconfig',
    message,
    next: next ?? 'Correct the kubeconfig or name another with --kubeconfig.',
    exitCode: 3,
    cause,
  })
}

function unknownContext(name: string, config: Kubeconfig, source: string): ExpectedError {
  const names = config.contexts.map((row) => row.name)
  const close = nearest(name, names)
  return new ExpectedError({
    code: 'kube.unknown-context',
    message: `${source} has no context "${name}"`,
    next: close ? `Did you mean "${close}"?` : `It has: ${names.join(', ') || 'none'}.`,
    exitCode: 3,
  })
}
