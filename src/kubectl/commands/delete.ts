import { isNotFound } from '../../kube/api-error.js'
import type { Connection } from '../../kube/connection.js'
import { deleteObject, resourceOf, type DeleteOptions } from '../../kube/objects.js'
import { awaitDeletion } from '../../kube/wait.js'
import { parseDuration } from '../../lib/duration.js'
import { ExpectedError } from '../../model/errors.js'
import { booleanFlag, shared, stringFlag, type Command, type Context } from '../context.js'
import { dryRunOf } from '../dry-run.js'
import { KubectlError, throwAll } from '../errors.js'
import { blameNamespace, fetchObjects, placeOf, type Fetched } from '../fetch.js'
import { readFiles } from '../files.js'
import { displayName, readResourceArgs, type Selection } from '../resource-args.js'
import { scope } from '../table-options.js'

/** Deletes objects, and waits until they are gone. */
export const remove: Command = {
  flags: [
    shared.filename,
    shared.recursive,
    shared.selector,
    shared.fieldSelector,
    shared.allNamespaces,
    shared.all,
    shared.ignoreNotFound,
    shared.dryRun,
    shared.output,
    shared.timeout,
    booleanFlag('wait'),
    booleanFlag('force'),
    booleanFlag('now'),
    stringFlag('grace-period'),
    { name: 'cascade', type: 'string', bare: 'background' },
    stringFlag('raw'),
  ],
  async run(context) {
    if (context.flags.has('raw')) throw new KubectlError('delete --raw is not supported by this small client')
    const connection = await context.connect()
    const { items, errors } = await targets(context, connection)
    const options = deleteOptions(context)
    if (context.flags.boolean('force') && items.length > 0) context.err(forceWarning)
    const deleted: Fetched[] = []
    for (const item of items) {
      await deleteOne(context, connection, item, options).then(
        (gone) => gone && deleted.push(item),
        (error: unknown) => errors.push(error),
      )
    }
    if (waits(context)) await Promise.all(deleted.map((item) => awaitOne(context, connection, item)))
    throwAll(errors)
    return 0
  },
}

const forceWarning =
  'Warning: Immediate deletion does not wait for confirmation that the running resource has been terminated. The resource may continue to run on the cluster indefinitely.\n'

/** Objects named need no reading first; those selected are listed. */
async function targets(
  context: Context,
  connection: Connection,
): Promise<{ items: Fetched[]; errors: unknown[] }> {
  const { flags, signal } = context
  const selections = await selected(context, connection)
  const named = selections.filter(({ names }) => names !== undefined)
  const listed = selections.filter(({ names }) => names === undefined)
  if (listed.length > 0 && !flags.boolean('all') && !flags.has('selector') && !flags.has('field-selector')) {
    throw new KubectlError('resource(s) were provided, but no name was specified')
  }
  const found = await fetchObjects(connection, listed, {
    namespace: await scope(context),
    labelSelector: flags.string('selector'),
    fieldSelector: flags.string('field-selector'),
    signal,
  })
  if (listed.length > 0 && found.items.length === 0 && found.errors.length === 0)
    context.out('No resources found\n')
  const namespace = await context.namespace()
  const byName = named.flatMap(({ resource, names = [], namespace: own }) =>
    names.map((name) => ({
      resource,
      object: { metadata: { ...placeOf(resource, own ?? namespace), name } } as Fetched['object'],
    })),
  )
  return { items: [...byName, ...found.items], errors: found.errors }
}

async function selected(
  context: Context,
  connection: Connection,
): Promise<(Selection & { namespace?: string | undefined })[]> {
  if (!context.flags.has('filename')) {
    if (context.args.length === 0)
      throw new KubectlError('You must provide one or more resources by argument or filename.')
    return readResourceArgs(connection, context.args, context.signal)
  }
  const files = await readFiles(context)
  return Promise.all(
    files.map(async ({ object }) => ({
      resource: await resourceOf(connection, object, context.signal),
      names: [object.metadata.name],
      namespace: object.metadata.namespace,
    })),
  )
}

const propagations: Record<string, NonNullable<DeleteOptions['propagation']>> = {
  background: 'Background',
  true: 'Background',
  foreground: 'Foreground',
  orphan: 'Orphan',
  false: 'Orphan',
}

function deleteOptions(context: Context): DeleteOptions {
  const { flags } = context
  const cascade = flags.string('cascade') ?? 'background'
  const propagation = propagations[cascade]
  if (!propagation)
    throw new KubectlError(
      `invalid cascade value (${cascade}). Must be "background", "foreground", or "orphan"`,
    )
  const grace = flags.boolean('now') ? 1 : flags.integer('grace-period')
  return {
    propagation,
    gracePeriodSeconds: grace !== undefined && grace >= 0 ? grace : flags.boolean('force') ? 0 : undefined,
    dryRun: dryRunOf(context) === 'server',
    signal: context.signal,
  }
}

/** Whether there was one to delete. */
async function deleteOne(
  context: Context,
  connection: Connection,
  { resource, object }: Fetched,
  options: DeleteOptions,
): Promise<boolean> {
  const { name, namespace } = object.metadata
  try {
    if (dryRunOf(context) !== 'client') await deleteObject(connection, resource, { namespace, name }, options)
  } catch (error) {
    if (isNotFound(error) && (context.flags.boolean('ignore-not-found') || context.flags.boolean('all')))
      return false
    throw await blameNamespace(connection, error, resource, { namespace: undefined, signal: context.signal })
  }
  const type = displayName(resource, '').slice(0, -1)
  const force = context.flags.boolean('force') ? 'force ' : ''
  const where = namespace === undefined ? '' : ` from ${namespace} namespace`
  const suffix = { none: '', client: ' (dry run)', server: ' (server dry run)' }[dryRunOf(context)]
  context.out(
    context.flags.string('output') === 'name'
      ? `${displayName(resource, name)}\n`
      : `${type} "${name}" ${force}deleted${where}${suffix}\n`,
  )
  return true
}

function waits(context: Context): boolean {
  const { flags } = context
  const immediate = flags.boolean('force') && flags.integer('grace-period') === 0
  return dryRunOf(context) === 'none' && (flags.has('wait') ? flags.boolean('wait') : !immediate)
}

const week = 7 * 24 * 3_600_000

async function awaitOne(
  context: Context,
  connection: Connection,
  { resource, object }: Fetched,
): Promise<void> {
  const { name, namespace, uid } = object.metadata
  const timeoutMs = parseDuration(context.flags.string('timeout') ?? '0') || week
  await awaitDeletion(
    connection,
    { resource, namespace, name, uid },
    { timeoutMs, signal: context.signal },
  ).catch((error: unknown) => {
    if (error instanceof ExpectedError && error.code === 'kube.wait-timeout') {
      throw new KubectlError(`timed out waiting for the condition on ${resource.plural}/${name}`)
    }
    throw error
  })
}
