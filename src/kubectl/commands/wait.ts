import { deadline } from '../../lib/deadline.js'
import { parseDuration } from '../../lib/duration.js'
import { isNotFound } from '../../kube/api-error.js'
import type { Connection } from '../../kube/connection.js'
import { hasCondition } from '../../kube/conditions.js'
import { resourceOf } from '../../kube/objects.js'
import { watch } from '../../kube/watch.js'
import type { KubeObject } from '../../model/kubernetes.js'
import { shared, type Command, type Context } from '../context.js'
import { KubectlError, throwAll } from '../errors.js'
import { fetchObjects, placeOf, type Fetched } from '../fetch.js'
import { readFiles } from '../files.js'
import { compileJsonPath } from '../jsonpath/index.js'
import { relaxed } from '../print/custom-columns.js'
import { displayName, readResourceArgs, type Selection } from '../resource-args.js'
import { scope } from '../table-options.js'

type Goal = { type: 'delete' } | { type: 'create' } | { type: 'meets'; test: (object: KubeObject) => boolean }

/** Waits for a condition of objects, for their creation or their end. */
export const wait: Command = {
  flags: [
    shared.selector,
    shared.fieldSelector,
    shared.allNamespaces,
    shared.all,
    shared.timeout,
    shared.filename,
    shared.recursive,
    shared.output,
    { name: 'for', type: 'list' },
    { name: 'local', type: 'boolean' },
  ],
  async run(context) {
    const goals = context.flags.list('for').map(parseGoal)
    if (goals.length === 0) throw new KubectlError('you must specify at least one --for condition')
    const connection = await context.connect()
    const limit = deadline(timeoutOf(context), context.signal)
    try {
      for (const goal of goals) await waitForGoal(context, connection, goal, limit.signal)
      return 0
    } catch (error) {
      if (limit.expired())
        throw error instanceof KubectlError ? error : new KubectlError('timed out waiting for the condition')
      throw error
    } finally {
      limit.clear()
    }
  },
}

function timeoutOf({ flags }: Context): number {
  const text = flags.string('timeout') ?? '30s'
  const negative = text.startsWith('-')
  const ms = parseDuration(negative ? text.slice(1) : text)
  if (ms === undefined)
    throw new KubectlError(
      `invalid argument "${text}" for "--timeout" flag: time: invalid duration "${text}"`,
    )
  return negative ? 7 * 24 * 3_600_000 : ms
}

function parseGoal(text: string): Goal {
  if (text.toLowerCase() === 'delete') return { type: 'delete' }
  if (text.toLowerCase() === 'create') return { type: 'create' }
  if (text.startsWith('condition=')) {
    const [name = '', value = 'true'] = text.slice('condition='.length).split('=')
    return { type: 'meets', test: (object) => hasCondition(object, name, value) }
  }
  if (text.startsWith('jsonpath=')) return jsonPathGoal(text.slice('jsonpath='.length))
  throw new KubectlError(`unrecognized condition: "${text}"`)
}

function jsonPathGoal(text: string): Goal {
  const close = text.lastIndexOf('}')
  const split = text.startsWith('{') ? close + 1 : text.indexOf('=') < 0 ? text.length : text.indexOf('=')
  const wanted = text.slice(split + 1).replace(/^(['"])(.*)\1$/s, '$2')
  const any = text.slice(split) === ''
  const path = compileJsonPath(relaxed(text.slice(0, split)))
  return {
    type: 'meets',
    test: (object) => {
      const values = path.values(object)
      if (values.length > 1) throw new KubectlError('given jsonpath expression matches more than one value')
      return values.length === 1 && (any || String(values[0]) === wanted)
    },
  }
}

async function waitForGoal(
  context: Context,
  connection: Connection,
  goal: Goal,
  signal: AbortSignal,
): Promise<void> {
  const selections = await selected(context, connection)
  if (goal.type === 'create') return waitForCreation(context, connection, selections, signal)
  const { items, errors } = await fetchObjects(connection, selections, {
    namespace: await scope(context),
    labelSelector: context.flags.string('selector'),
    fieldSelector: context.flags.string('field-selector'),
    signal: context.signal,
  })
  const gone = goal.type === 'delete' ? errors.filter(isNotFound) : []
  throwAll(errors.filter((error) => !(gone as unknown[]).includes(error)))
  if (items.length === 0 && goal.type !== 'delete') throw new KubectlError('no matching resources found')
  const outcomes = await Promise.allSettled(
    items.map((item) => waitForOne(context, connection, item, goal, signal)),
  )
  throwAll(outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : [])))
}

async function selected(context: Context, connection: Connection): Promise<Selection[]> {
  if (!context.flags.has('filename')) {
    const selections = await readResourceArgs(connection, context.args, context.signal)
    const unnamed = selections.some(({ names }) => names === undefined)
    const { flags } = context
    if (unnamed && !flags.boolean('all') && !flags.has('selector') && !flags.has('field-selector')) {
      throw new KubectlError('resource(s) were provided, but no name was specified')
    }
    return selections
  }
  const files = await readFiles(context)
  return Promise.all(
    files.map(async ({ object }) => ({
      resource: await resourceOf(connection, object),
      names: [object.metadata.name],
    })),
  )
}

async function waitForOne(
  context: Context,
  connection: Connection,
  { resource, object }: Fetched,
  goal: Goal,
  signal: AbortSignal,
): Promise<void> {
  const { name, uid } = object.metadata
  const done = (current: KubeObject | undefined): boolean => {
    if (goal.type === 'delete') return current === undefined || current.metadata.uid !== uid
    return goal.type === 'meets' && current !== undefined && goal.test(current)
  }
  if (!done(object) && !(await watchUntil(connection, { resource, object }, done, signal))) {
    throw new KubectlError(`timed out waiting for the condition on ${resource.plural}/${name}`)
  }
  context.out(`${displayName(resource, name)} condition met\n`)
}

/** Whether it came before the signal did. */
async function watchUntil(
  connection: Connection,
  { resource, object }: Fetched,
  done: (object: KubeObject | undefined) => boolean,
  signal: AbortSignal,
): Promise<boolean> {
  const { namespace, name } = object.metadata
  let present = false
  for await (const event of watch(connection, resource, {
    namespace,
    fieldSelector: `metadata.name=${name}`,
    signal,
  })) {
    if (event.type === 'SYNCED') {
      if (!present && done(undefined)) return true
      continue
    }
    present = event.type !== 'DELETED'
    if (done(present ? event.object : undefined)) return true
  }
  return false
}

async function waitForCreation(
  context: Context,
  connection: Connection,
  selections: readonly Selection[],
  signal: AbortSignal,
): Promise<void> {
  const namespace = await context.namespace()
  for (const { resource, names } of selections) {
    if (!names) throw new KubectlError('resource(s) were provided, but no name was specified')
    for (const name of names) {
      const place = {
        resource,
        object: { metadata: { ...placeOf(resource, namespace), name } } as KubeObject,
      }
      if (!(await watchUntil(connection, place, (object) => object !== undefined, signal))) {
        throw new KubectlError(`timed out waiting for the condition on ${resource.plural}/${name}`)
      }
      context.out(`${displayName(resource, name)} condition met\n`)
    }
  }
}
