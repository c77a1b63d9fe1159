import type { Connection } from '../../kube/connection.js'
import { listEvents, type KubeEvent } from '../../kube/events.js'
import { isNotFound } from '../../kube/api-error.js'
import { resourceOf } from '../../kube/objects.js'
import { booleanFlag, shared, stringFlag, type Command, type Context } from '../context.js'
import { describeObject } from '../describe/index.js'
import { KubectlError, throwAll } from '../errors.js'
import { fetchObjects, type Fetched } from '../fetch.js'
import { readFiles } from '../files.js'
import { readResourceArgs, type Selection } from '../resource-args.js'
import { scope } from '../table-options.js'

/** Describes objects, with their events. */
export const describe: Command = {
  flags: [
    shared.selector,
    shared.fieldSelector,
    shared.allNamespaces,
    shared.filename,
    shared.recursive,
    booleanFlag('show-events'),
    stringFlag('chunk-size'),
  ],
  async run(context) {
    const connection = await context.connect()
    const selections = await selected(context, connection)
    const options = {
      namespace: await scope(context),
      labelSelector: context.flags.string('selector'),
      fieldSelector: context.flags.string('field-selector'),
      signal: context.signal,
    }
    const found = await fetchObjects(connection, selections, options)
    const { items, errors } = await withPrefixes(connection, selections, found, options)
    const texts: string[] = []
    for (const item of items) {
      texts.push(
        describeObject(item.resource, {
          object: item.object,
          events: await eventsOf(context, connection, item),
          now: context.now(),
        }),
      )
    }
    context.out(texts.join('\n\n'))
    if (items.length === 0 && errors.length === 0) {
      context.err(
        options.namespace === undefined
          ? 'No resources found\n'
          : `No resources found in ${options.namespace} namespace.\n`,
      )
    }
    throwAll(errors)
    return 0
  },
}

async function selected(context: Context, connection: Connection): Promise<Selection[]> {
  if (context.flags.has('filename')) {
    const files = await readFiles(context)
    return Promise.all(
      files.map(async ({ object }) => ({
        resource: await resourceOf(connection, object),
        names: [object.metadata.name],
      })),
    )
  }
  if (context.args.length === 0) throw new KubectlError('You must specify the type of resource to describe.')
  return readResourceArgs(connection, context.args, context.signal)
}

/** A name that none has may be the beginning of some. */
async function withPrefixes(
  connection: Connection,
  selections: readonly Selection[],
  found: { items: Fetched[]; errors: unknown[] },
  options: Parameters<typeof fetchObjects>[2],
): Promise<{ items: Fetched[]; errors: unknown[] }> {
  const [only] = selections
  const prefix = only?.names?.[0]
  const single = selections.length === 1 && only?.names?.length === 1 && prefix !== undefined
  if (!single || found.errors.length !== 1 || !isNotFound(found.errors[0])) return found
  const all = await fetchObjects(connection, [{ resource: only.resource }], options)
  const items = all.items.filter(({ object }) => object.metadata.name.startsWith(prefix))
  return items.length > 0 ? { items, errors: [] } : found
}

async function eventsOf(context: Context, connection: Connection, { object }: Fetched): Promise<KubeEvent[]> {
  if (context.flags.has('show-events') && !context.flags.boolean('show-events')) return []
  const { name, namespace, uid } = object.metadata
  // The kubelet uses the node's name as the uid of its events.
  const isNode = object.kind === 'Node'
  const about = {
    namespace: isNode ? undefined : namespace,
    name,
    kind: object.kind,
    uid: isNode ? undefined : uid,
  }
  return listEvents(connection, about, context.signal).catch(() => [])
}
