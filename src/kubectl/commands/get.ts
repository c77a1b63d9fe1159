import type { Connection } from '../../kube/connection.js'
import type { ApiResource } from '../../kube/resource.js'
import { booleanFlag, shared, stringFlag, type Command, type Context } from '../context.js'
import { KubectlError, throwAll } from '../errors.js'
import { fetchTable } from '../fetch-table.js'
import { fetchObjects, type Fetched } from '../fetch.js'
import { readFiles } from '../files.js'
import { objectPrinter, type ObjectPrinter } from '../print/objects.js'
import { TableWriter } from '../print/table.js'
import { scope, tableOptions } from '../table-options.js'
import { readResourceArgs, severalTypes, type Selection } from '../resource-args.js'
import { sortItems, sortRows } from '../sort-by.js'
import { resourceOf } from '../../kube/objects.js'
import { watchSelection } from '../watch-selection.js'

/** Prints objects: `get pods -o yaml`. */
export const get: Command = {
  flags: [
    shared.output,
    shared.selector,
    shared.fieldSelector,
    shared.allNamespaces,
    shared.filename,
    shared.recursive,
    shared.ignoreNotFound,
    shared.template,
    shared.showManagedFields,
    stringFlag('raw'),
    stringFlag('sort-by'),
    stringFlag('chunk-size'),
    stringFlag('subresource'),
    { name: 'label-columns', short: 'L', type: 'list' },
    booleanFlag('no-headers'),
    booleanFlag('show-labels'),
    booleanFlag('show-kind'),
    booleanFlag('watch', 'w'),
    booleanFlag('watch-only'),
    booleanFlag('output-watch-events'),
    booleanFlag('server-print'),
    booleanFlag('allow-missing-template-keys'),
  ],
  async run(context) {
    const raw = context.flags.string('raw')
    if (raw !== undefined) return getRaw(context, raw)
    if (context.flags.has('subresource'))
      throw new KubectlError('--subresource is not supported by this small client')
    const printer = objectPrinter(outputOf(context))
    const connection = await context.connect()
    const selections = await selected(connection, context)
    if (context.flags.boolean('watch') || context.flags.boolean('watch-only'))
      return watchSelection(context, connection, selections, printer)
    return printer
      ? printObjects(context, connection, selections, printer)
      : printTables(context, connection, selections)
  },
}

function outputOf({ flags }: Context) {
  return {
    format: flags.string('output') ?? '',
    noHeaders: flags.boolean('no-headers'),
    showManagedFields: flags.boolean('show-managed-fields'),
    template: flags.string('template'),
  }
}

async function getRaw(context: Context, path: string): Promise<number> {
  const connection = await context.connect()
  const stream = await connection.stream({
    path: path.startsWith('/') ? path : `/${path}`,
    accept: 'application/json, */*',
    signal: context.signal,
  })
  for await (const chunk of stream) context.stdout.write(chunk)
  return 0
}

async function selected(connection: Connection, context: Context): Promise<Selection[]> {
  if (!context.flags.has('filename')) {
    if (context.args.length === 0) throw new KubectlError(noType, { verbatim: true })
    return readResourceArgs(connection, context.args, context.signal)
  }
  const files = await readFiles(context)
  return Promise.all(
    files.map(async ({ object }) => ({
      resource: await resourceOf(connection, object, context.signal),
      names: [object.metadata.name],
    })),
  )
}

const noType = `You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.

error: Required resource not specified.`

async function fetchOptions(context: Context) {
  return {
    namespace: await scope(context),
    labelSelector: context.flags.string('selector'),
    fieldSelector: context.flags.string('field-selector'),
    ignoreNotFound: context.flags.boolean('ignore-not-found'),
    signal: context.signal,
  }
}

async function printObjects(
  context: Context,
  connection: Connection,
  selections: Selection[],
  printer: ObjectPrinter,
): Promise<number> {
  const { items, errors } = await fetchObjects(connection, selections, await fetchOptions(context))
  const single = selections.length === 1 && selections[0]?.names?.length === 1
  const sortBy = context.flags.string('sort-by')
  const sorted: Fetched[] = sortBy === undefined ? items : sortItems(items, sortBy)
  // Nothing was found, and kubectl prints nothing then; an empty list that was asked for is printed.
  const nothing = items.length === 0 && (errors.length > 0 || single)
  if (!nothing) context.out(printer.print(sorted, single))
  throwAll(errors)
  return 0
}

async function printTables(
  context: Context,
  connection: Connection,
  selections: Selection[],
): Promise<number> {
  const options = await fetchOptions(context)
  const sortBy = context.flags.string('sort-by')
  const withKind =
    context.flags.boolean('show-kind') ||
    severalTypes(context.args) ||
    (context.flags.has('filename') && selections.length > 1)
  const errors: unknown[] = []
  let printed = 0
  for (const [resource, names] of mergeSameType(selections)) {
    try {
      const found = await fetchTable(connection, names ? { resource, names } : { resource }, {
        ...options,
        includeObject: sortBy !== undefined,
        now: context.now(),
      })
      errors.push(...found.errors)
      const table = sortBy === undefined ? found.table : sortRows(found.table, sortBy)
      if (!table.rows?.length) continue
      if (printed++ > 0 && !context.flags.boolean('no-headers')) context.out('\n')
      context.out(new TableWriter(tableOptions(context, resource, withKind)).format(table))
    } catch (error) {
      errors.push(error)
    }
  }
  if (printed === 0 && errors.length === 0 && !options.ignoreNotFound)
    sayNothingFound(context, selections, options.namespace)
  throwAll(errors)
  return 0
}

function mergeSameType(selections: Selection[]): [ApiResource, string[] | undefined][] {
  const merged = new Map<ApiResource, string[] | undefined>()
  for (const { resource, names } of selections) {
    const before = merged.get(resource)
    merged.set(resource, before && names ? [...before, ...names] : names)
  }
  return [...merged]
}

function sayNothingFound(context: Context, selections: Selection[], namespace: string | undefined): void {
  const inNamespace = namespace !== undefined && selections.some(({ resource }) => resource.namespaced)
  context.err(inNamespace ? `No resources found in ${namespace} namespace.\n` : 'No resources found\n')
}
