import type * as ClientNode from '@kubernetes/client-node'
import { ExpectedError } from '../model/errors.js'
import type { NamedUser, Selection } from './kubeconfig.js'
import type { Target } from './target.js'
import { plainTarget } from './kubeconfig.js'

/** A target whose credentials come from an exec plug-in or an auth provider. Throws `kube.auth-plugin` when that fails. */
export async function pluginTarget(selection: Selection): Promise<Target> {
  // A name in a variable keeps bundlers from packing its 15 MB into every program.
  const library = '@kubernetes/client-node'
  const { KubeConfig } = (await import(library)) as typeof ClientNode
  const config = new KubeConfig()
  config.loadFromString(JSON.stringify(asDocument(selection)))
  const plain = await plainTarget({ ...selection, user: {} })
  const first = await ask(config, selection)
  return {
    ...plain,
    tls: {
      ...plain.tls,
      ...(first.cert !== undefined && { cert: first.cert }),
      ...(first.key !== undefined && { key: first.key }),
    },
    authorize: async () => (await ask(config, selection)).headers,
  }
}

function asDocument({ context, cluster, user, namespace }: Selection): object {
  return {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': context,
    clusters: [{ name: 'cluster', cluster }],
    users: [{ name: 'user', user }],
    contexts: [{ name: context, context: { cluster: 'cluster', user: 'user', namespace } }],
  }
}

interface Credentials {
  headers: Record<string, string>
  cert?: string | Buffer
  key?: string | Buffer
}

async function ask(config: ClientNode.KubeConfig, selection: Selection): Promise<Credentials> {
  const options: {
    headers: Record<string, string>
    auth?: string
    cert?: string | Buffer
    key?: string | Buffer
  } = { headers: {} }
  try {
    await config.applyToHTTPSOptions(options)
  } catch (cause) {
    throw new ExpectedError({
      code: 'kube.auth-plugin',
      // The cause's own text may quote what the program printed, a token included.
      message: `the credentials of context "${selection.context}" could not be had from ${pluginName(selection.user)}`,
      next: 'Run that program by hand; it may be missing or want a new login.',
      exitCode: 3,
      cause,
    })
  }
  const headers = Object.fromEntries(
    Object.entries(options.headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
  )
  return {
    headers,
    ...(options.cert !== undefined && { cert: options.cert }),
    ...(options.key !== undefined && { key: options.key }),
  }
}

function pluginName(user: NamedUser['user']): string {
  const exec = user.exec as { command?: string } | undefined
  const provider = user['auth-provider'] as { name?: string } | undefined
  return exec?.command ? `the program "${exec.command}"` : `the auth provider "${provider?.name ?? ''}"`
}
