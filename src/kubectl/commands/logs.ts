import { pipeline } from 'node:stream/promises'
import { parseDuration } from '../../lib/duration.js'
import type { Connection } from '../../kube/connection.js'
import { lines } from '../../kube/lines.js'
import { listAll } from '../../kube/list.js'
import { podLog, type LogOptions } from '../../kube/logs.js'
import { wellKnown } from '../../kube/resource.js'
import type { KubeObject } from '../../model/kubernetes.js'
import { booleanFlag, shared, stringFlag, type Command, type Context } from '../context.js'
import { KubectlError } from '../errors.js'
import { chooseContainer, containersOf, findPods, logTargetError } from '../pod-target.js'

/** Prints logs of containers. */
export const logs: Command = {
  flags: [
    shared.selector,
    shared.container,
    shared.podRunningTimeout,
    booleanFlag('follow', 'f'),
    booleanFlag('previous', 'p'),
    booleanFlag('all-containers'),
    booleanFlag('all-pods'),
    booleanFlag('timestamps'),
    booleanFlag('prefix'),
    booleanFlag('ignore-errors'),
    booleanFlag('insecure-skip-tls-verify-backend'),
    stringFlag('since'),
    stringFlag('since-time'),
    stringFlag('tail'),
    stringFlag('limit-bytes'),
    stringFlag('max-log-requests'),
  ],
  async run(context) {
    const connection = await context.connect()
    const query = readQuery(context)
    const requests = (await selectedPods(context, connection)).flatMap((pod) =>
      containersFor(context, pod).map((container) => ({ pod: pod.metadata.name, container })),
    )
    const { follow } = query
    const limit = context.flags.integer('max-log-requests') ?? 5
    if (follow && requests.length > limit) {
      throw new KubectlError(
        `you are attempting to follow ${requests.length} log streams, but maximum allowed concurrency is ${limit}, use --max-log-requests to increase the limit`,
      )
    }
    const namespace = await context.namespace()
    const print = (place: { pod: string; container: string }) =>
      printLog(context, connection, { ...query, ...place, namespace })
    if (follow) await Promise.all(requests.map(print))
    else for (const request of requests) await print(request)
    return 0
  },
}

function readQuery({ flags }: Context): Omit<LogOptions, 'namespace' | 'pod'> {
  const since = flags.string('since')
  const sinceMs = since === undefined ? undefined : parseDuration(since)
  if (since !== undefined && sinceMs === undefined)
    throw new KubectlError(
      `invalid argument "${since}" for "--since" flag: time: invalid duration "${since}"`,
    )
  if (since !== undefined && flags.has('since-time'))
    throw new KubectlError('at most one of `sinceTime` or `sinceSeconds` may be specified')
  const tail = flags.integer('tail') ?? (flags.has('selector') ? 10 : -1)
  return {
    follow: flags.boolean('follow'),
    previous: flags.boolean('previous'),
    timestamps: flags.boolean('timestamps'),
    sinceSeconds: sinceMs ? Math.max(1, Math.round(sinceMs / 1000)) : undefined,
    sinceTime: flags.string('since-time') || undefined,
    tailLines: tail < 0 ? undefined : tail,
    limitBytes: flags.integer('limit-bytes') || undefined,
    insecureSkipTlsVerifyBackend: flags.boolean('insecure-skip-tls-verify-backend'),
  }
}

async function selectedPods(context: Context, connection: Connection): Promise<KubeObject[]> {
  const labelSelector = context.flags.string('selector')
  const namespace = await context.namespace()
  const [target] = context.args
  if (labelSelector !== undefined) {
    if (target !== undefined) throw new KubectlError('only a selector (-l) or a POD name is allowed')
    const { items } = await listAll(connection, wellKnown.pods, {
      namespace,
      labelSelector,
      signal: context.signal,
    })
    if (items.length === 0) context.err(`No resources found in ${namespace} namespace.\n`)
    return items
  }
  if (target === undefined)
    throw new KubectlError(
      "expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.\nPOD or TYPE/NAME is a required argument for the logs command",
    )
  const pods = await findPods(context, connection, target).catch((error: unknown) => {
    throw logTargetError(error, namespace)
  })
  if (context.flags.boolean('all-pods')) return pods
  if (pods.length > 1) context.err(`Found ${pods.length} pods, using pod/${pods[0]?.metadata.name ?? ''}\n`)
  return pods.slice(0, 1)
}

function containersFor(context: Context, pod: KubeObject): string[] {
  if (context.flags.boolean('all-containers')) {
    const { containers, init, ephemeral } = containersOf(pod)
    return [...init, ...containers, ...ephemeral]
  }
  return [chooseContainer(context, pod, context.flags.string('container') ?? context.args[1])]
}

async function printLog(context: Context, connection: Connection, options: LogOptions): Promise<void> {
  try {
    const stream = await podLog(connection, { ...options, signal: context.signal })
    if (!context.flags.boolean('prefix')) await pipeline(stream, context.stdout, { end: false })
    else
      for await (const line of lines(stream))
        context.out(`[pod/${options.pod}/${options.container ?? ''}] ${line}\n`)
  } catch (error) {
    if (!context.flags.boolean('ignore-errors') || context.signal.aborted) throw error
    context.err(`error: ${error instanceof Error ? error.message : String(error)}\n`)
  }
}
