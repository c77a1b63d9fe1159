import type { Connection } from '../../kube/connection.js'
import { patchObject, resourceOf } from '../../kube/objects.js'
import { booleanFlag, shared, stringFlag, type Command, type Context } from '../context.js'
import { dryRunOf, report } from '../dry-run.js'
import { KubectlError, throwAll } from '../errors.js'
import { fetchObjects, type Fetched } from '../fetch.js'
import { readFiles } from '../files.js'
import { readResourceArgs, type Selection } from '../resource-args.js'
import { scope } from '../table-options.js'

type Field = 'labels' | 'annotations'
const words: Record<Field, { one: string; done: string }> = {
  labels: { one: 'label', done: 'labeled' },
  annotations: { one: 'annotation', done: 'annotated' },
}

/** Sets and removes labels. */
export const label = metadataCommand('labels')
/** Sets and removes annotations. */
export const annotate = metadataCommand('annotations')

function metadataCommand(field: Field): Command {
  return {
    flags: [
      shared.filename,
      shared.recursive,
      shared.selector,
      shared.fieldSelector,
      shared.allNamespaces,
      shared.all,
      shared.output,
      shared.dryRun,
      shared.fieldManager,
      booleanFlag('overwrite'),
      booleanFlag('list'),
      stringFlag('resource-version'),
    ],
    run: (context) => change(context, field),
  }
}

async function change(context: Context, field: Field): Promise<number> {
  const isChange = (arg: string) => /^[^=]+(?:=|-$)/.test(arg)
  // The type and names come first; none of them can hold a `=`.
  const first = context.args.findIndex(
    (arg, index) => index > 0 && isChange(arg) && (arg.includes('=') || !isNameAt(context.args, index)),
  )
  const changes = context.flags.has('filename') ? context.args : first < 0 ? [] : context.args.slice(first)
  const listing = context.flags.boolean('list')
  if (changes.length === 0 && !listing)
    throw new KubectlError(`at least one ${words[field].one} update is required`)
  const connection = await context.connect()
  const selections = await selected(
    context,
    connection,
    first < 0 ? context.args : context.args.slice(0, first),
  )
  const { items, errors } = await fetchObjects(connection, selections, {
    namespace: await scope(context),
    labelSelector: context.flags.string('selector'),
    fieldSelector: context.flags.string('field-selector'),
    signal: context.signal,
  })
  for (const item of items) {
    if (listing) list(context, item, field)
    else
      await changeOne(context, connection, item, field, changes).catch((error: unknown) => errors.push(error))
  }
  throwAll(errors)
  return 0
}

/** `pods x-`: a name may not end in a dash, so this removes a label. */
function isNameAt(args: readonly string[], index: number): boolean {
  return index === 1 && !args[0]?.includes('/') && !args[index]?.endsWith('-')
}

async function selected(
  context: Context,
  connection: Connection,
  args: readonly string[],
): Promise<Selection[]> {
  if (context.flags.has('filename')) {
    const files = await readFiles(context)
    return Promise.all(
      files.map(async ({ object }) => ({
        resource: await resourceOf(connection, object),
        names: [object.metadata.name],
      })),
    )
  }
  const selections = await readResourceArgs(connection, args, context.signal)
  const { flags } = context
  if (
    selections.some(({ names }) => !names) &&
    !flags.boolean('all') &&
    !flags.has('selector') &&
    !flags.has('field-selector')
  ) {
    throw new KubectlError('resource(s) were provided, but no name was specified')
  }
  return selections
}

function list(context: Context, { object }: Fetched, field: Field): void {
  const lines = Object.entries(object.metadata[field] ?? {}).map(([key, value]) => `${key}=${value}\n`)
  context.out(lines.sort().join(''))
}

async function changeOne(
  context: Context,
  connection: Connection,
  { resource, object }: Fetched,
  field: Field,
  changes: readonly string[],
): Promise<void> {
  const before = object.metadata[field] ?? {}
  const patch = readChanges(changes, before, context.flags.boolean('overwrite'))
  for (const [key, value] of Object.entries(patch)) {
    if (value === null && !(key in before)) context.out(`${words[field].one} "${key}" not found.\n`)
  }
  const { name, namespace } = object.metadata
  const dryRun = dryRunOf(context)
  const after =
    dryRun === 'client'
      ? object
      : (
          await patchObject(
            connection,
            resource,
            { namespace, name },
            { type: 'merge', body: { metadata: { [field]: patch } } },
            {
              dryRun: dryRun === 'server',
              fieldManager:
                context.flags.string('field-manager') ??
                `kubectl-${field === 'labels' ? 'label' : 'annotate'}`,
              signal: context.signal,
            },
          )
        ).object
  const removed = field === 'labels' && Object.values(patch).every((value) => value === null)
  const same = Object.entries(patch).every(([key, value]) => (before[key] ?? null) === value)
  report(
    context,
    { resource, object: after },
    same && field === 'labels' ? 'not labeled' : removed ? 'unlabeled' : words[field].done,
  )
}

function readChanges(
  changes: readonly string[],
  before: Record<string, string>,
  overwrite: boolean,
): Record<string, string | null> {
  return Object.fromEntries(
    changes.map((text) => {
      const equals = text.indexOf('=')
      if (equals < 0) return [text.slice(0, -1), null]
      const [key, value] = [text.slice(0, equals), text.slice(equals + 1)]
      const old = before[key]
      if (old !== undefined && old !== value && !overwrite) {
        throw new KubectlError(`'${key}' already has a value (${old}), and --overwrite is false`)
      }
      return [key, value]
    }),
  )
}
