import { deadline } from '../../lib/deadline.js'
import { parseDuration } from '../../lib/duration.js'
import type { Connection } from '../../kube/connection.js'
import { patchObject } from '../../kube/objects.js'
import { watch } from '../../kube/watch.js'
import { booleanFlag, shared, stringFlag, type Command, type Context } from '../context.js'
import { report } from '../dry-run.js'
import { KubectlError, throwAll } from '../errors.js'
import { fetchObjects, type Fetched } from '../fetch.js'
import { readResourceArgs } from '../resource-args.js'
import { rolloutState } from '../rollout-state.js'

const flags = [
  shared.selector,
  shared.timeout,
  shared.output,
  booleanFlag('watch', 'w'),
  stringFlag('revision'),
]

/** Waits until a workload has rolled out. */
export const rolloutStatus: Command = {
  flags,
  async run(context) {
    const connection = await context.connect()
    const text = context.flags.string('timeout') ?? '0'
    const ms = parseDuration(text)
    if (ms === undefined)
      throw new KubectlError(
        `invalid argument "${text}" for "--timeout" flag: time: invalid duration "${text}"`,
      )
    const limit = deadline(ms === 0 ? 2 ** 31 - 1 : ms, context.signal)
    try {
      for (const item of await targets(context, connection)) {
        if (!(await follow(context, connection, item, limit.signal)))
          throw new KubectlError('timed out waiting for the condition')
      }
      return 0
    } finally {
      limit.clear()
    }
  },
}

/** Starts a new rollout of the same template. */
export const rolloutRestart: Command = {
  flags,
  async run(context) {
    const connection = await context.connect()
    const restartedAt = new Date(context.now()).toISOString()
    const body = {
      spec: { template: { metadata: { annotations: { 'kubectl.kubernetes.io/restartedAt': restartedAt } } } },
    }
    for (const { resource, object } of await targets(context, connection)) {
      await patchObject(
        connection,
        resource,
        { namespace: object.metadata.namespace, name: object.metadata.name },
        { type: 'merge', body },
      )
      report(context, { resource, object }, 'restarted')
    }
    return 0
  },
}

async function targets(context: Context, connection: Connection): Promise<Fetched[]> {
  if (context.args.length === 0) throw new KubectlError('required resource not specified')
  const selections = await readResourceArgs(connection, context.args, context.signal)
  const { items, errors } = await fetchObjects(connection, selections, {
    namespace: await context.namespace(),
    labelSelector: context.flags.string('selector'),
    signal: context.signal,
  })
  throwAll(errors)
  return items
}

/** Whether it came before the signal did. */
async function follow(
  context: Context,
  connection: Connection,
  { resource, object }: Fetched,
  signal: AbortSignal,
): Promise<boolean> {
  const { name, namespace } = object.metadata
  const once = context.flags.has('watch') && !context.flags.boolean('watch')
  let last = ''
  for await (const event of watch(connection, resource, {
    namespace,
    fieldSelector: `metadata.name=${name}`,
    signal,
  })) {
    if (event.type === 'SYNCED') continue
    if (event.type === 'DELETED') throw new KubectlError('object has been deleted')
    const { message, done } = rolloutState(event.object)
    if (message !== last) context.out(`${message}\n`)
    last = message
    if (done || once) return true
  }
  return false
}
