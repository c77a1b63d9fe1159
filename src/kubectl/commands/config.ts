import { readKubeconfig, type Kubeconfig } from '../../kube/kubeconfig.js'
import { booleanFlag, shared, type Command, type Context } from '../context.js'
import { KubectlError } from '../errors.js'
import { objectPrinter } from '../print/objects.js'
import { wellKnown } from '../../kube/resource.js'
import type { KubeObject } from '../../model/kubernetes.js'
import { ColumnWriter } from '../print/columns.js'

const empty: Kubeconfig = { clusters: [], users: [], contexts: [] }

async function load(context: Context): Promise<Kubeconfig> {
  return context.kubeconfig === undefined ? empty : readKubeconfig(context.kubeconfig)
}

export const configCurrentContext: Command = {
  flags: [],
  async run(context) {
    const name = context.flags.string('context') ?? (await load(context)).currentContext
    if (name === undefined) throw new KubectlError('current-context is not set')
    context.out(`${name}\n`)
    return 0
  },
}

/** Prints the kubeconfig without its secrets, also with `--raw`. */
export const configView: Command = {
  flags: [shared.output, shared.template, booleanFlag('minify'), booleanFlag('raw'), booleanFlag('flatten')],
  async run(context) {
    const all = await load(context)
    const config = context.flags.boolean('minify') ? minified(all, context.flags.string('context')) : all
    const document = {
      apiVersion: 'v1',
      kind: 'Config',
      clusters: config.clusters.map((row) => ({ ...row, cluster: redact(row.cluster) })),
      contexts: config.contexts,
      'current-context': config.currentContext ?? '',
      users: config.users.map((row) => ({ ...row, user: redact(row.user) })),
    }
    const printer = objectPrinter({
      format: context.flags.string('output') ?? 'yaml',
      template: context.flags.string('template'),
    })
    if (!printer) throw new KubectlError('--output must be yaml, json, jsonpath or go-template')
    context.out(
      printer.print([{ resource: wellKnown.configMaps, object: document as unknown as KubeObject }], true),
    )
    return 0
  },
}

export const configGetContexts: Command = {
  flags: [shared.output, booleanFlag('no-headers')],
  async run(context) {
    const { contexts, currentContext } = await load(context)
    if (context.flags.string('output') === 'name') {
      context.out(contexts.map(({ name }) => `${name}\n`).join(''))
      return 0
    }
    const rows = contexts.map(({ name, context: { cluster = '', user = '', namespace = '' } }) => [
      name === currentContext ? '*' : '',
      name,
      cluster,
      user,
      namespace,
    ])
    const header = ['CURRENT', 'NAME', 'CLUSTER', 'AUTHINFO', 'NAMESPACE']
    context.out(new ColumnWriter().format(context.flags.boolean('no-headers') ? rows : [header, ...rows]))
    return 0
  },
}

const hidden: Record<string, string> = {
  token: 'REDACTED',
  password: 'REDACTED',
  'client-key-data': 'DATA+OMITTED',
  'client-certificate-data': 'DATA+OMITTED',
  'certificate-authority-data': 'DATA+OMITTED',
  // What a plug-in is given may hold secrets too.
  'auth-provider': 'REDACTED',
}

function redact(section: object): object {
  return Object.fromEntries(
    Object.entries(section).map(([key, value]) => [
      key,
      hidden[key] ?? (key === 'exec' ? withoutEnv(value) : value),
    ]),
  )
}

function withoutEnv(exec: unknown): unknown {
  return exec !== null && typeof exec === 'object' ? { ...exec, env: 'REDACTED' } : exec
}

function minified(config: Kubeconfig, wanted: string | undefined): Kubeconfig {
  const name = wanted ?? config.currentContext
  const context = config.contexts.find((row) => row.name === name)
  if (!context)
    throw new KubectlError(
      name === undefined ? 'current-context must exist in order to minify' : `cannot locate context ${name}`,
    )
  return {
    contexts: [context],
    currentContext: name,
    clusters: config.clusters.filter((row) => row.name === context.context.cluster),
    users: config.users.filter((row) => row.name === context.context.user),
  }
}
