import { toKubeEvent } from '../../kube/events.js'
import { listAll } from '../../kube/list.js'
import { wellKnown } from '../../kube/resource.js'
import { booleanFlag, shared, stringFlag, type Command, type Context } from '../context.js'
import { KubectlError } from '../errors.js'
import { ageOf } from '../print/age.js'
import { ColumnWriter } from '../print/columns.js'
import { objectPrinter } from '../print/objects.js'
import { readResourceArgs } from '../resource-args.js'
import { scope } from '../table-options.js'
import { eventAge } from '../describe/event-table.js'

/** Prints events, oldest first. */
export const events: Command = {
  flags: [
    shared.output,
    shared.allNamespaces,
    shared.template,
    booleanFlag('no-headers'),
    booleanFlag('watch', 'w'),
    stringFlag('for'),
    { name: 'types', type: 'list' },
  ],
  async run(context) {
    if (context.flags.boolean('watch'))
      throw new KubectlError('use "get events --watch" with this small client')
    const printer = objectPrinter({
      format: context.flags.string('output') ?? '',
      template: context.flags.string('template'),
    })
    const connection = await context.connect()
    const namespace = await scope(context)
    const fieldSelector = await aboutSelector(context)
    const { items } = await listAll(connection, wellKnown.events, {
      namespace,
      fieldSelector,
      signal: context.signal,
    })
    const types = context.flags.list('types').flatMap((value) => value.toLowerCase().split(','))
    const rows = items
      .map((object) => ({ object, event: toKubeEvent(object) }))
      .filter(({ event }) => types.length === 0 || types.includes(event.type.toLowerCase()))
      .sort((a, b) => (a.event.last < b.event.last ? -1 : a.event.last > b.event.last ? 1 : 0))
    if (printer) {
      context.out(
        printer.print(
          rows.map(({ object }) => ({ resource: wellKnown.events, object })),
          false,
        ),
      )
      return 0
    }
    if (rows.length === 0)
      context.err(
        namespace === undefined ? 'No events found.\n' : `No events found in ${namespace} namespace.\n`,
      )
    else
      context.out(
        table(
          context,
          rows.map(({ event }) => event),
          namespace === undefined,
        ),
      )
    return 0
  },
}

async function aboutSelector(context: Context): Promise<string | undefined> {
  const about = context.flags.string('for')
  if (about === undefined) return undefined
  const [selection] = await readResourceArgs(await context.connect(), [about], context.signal)
  return `involvedObject.kind=${selection?.resource.kind ?? ''},involvedObject.name=${selection?.names?.[0] ?? ''}`
}

function table(context: Context, rows: ReturnType<typeof toKubeEvent>[], withNamespace: boolean): string {
  const lead = (value: string) => (withNamespace ? [value] : [])
  const cells = rows.map((event) => [
    ...lead(event.object.namespace),
    eventAge(event, context.now()) || ageOf(event.last, context.now()),
    event.type,
    event.reason,
    `${event.object.kind}/${event.object.name}`,
    event.message,
  ])
  const header = [...lead('NAMESPACE'), 'LAST SEEN', 'TYPE', 'REASON', 'OBJECT', 'MESSAGE']
  return new ColumnWriter().format(context.flags.boolean('no-headers') ? cells : [header, ...cells])
}
