import type { Connection } from '../kube/connection.js'
import { lines } from '../kube/lines.js'
import { resourcePath, withKind, type ApiResource } from '../kube/resource.js'
import type { KubeObject } from '../model/kubernetes.js'
import type { Context } from './context.js'
import { KubectlError } from './errors.js'
import { tableAccept, toTable } from './fetch-table.js'
import { placeOf } from './fetch.js'
import type { ObjectPrinter } from './print/objects.js'
import { TableWriter, type Table } from './print/table.js'
import type { Selection } from './resource-args.js'
import { scope, tableOptions } from './table-options.js'

/** `get --watch`: what there is, then every change, until the server or the user ends it. */
export async function watchSelection(
  context: Context,
  connection: Connection,
  selections: readonly Selection[],
  printer: ObjectPrinter | undefined,
): Promise<number> {
  const [first, ...others] = selections
  if (!first || others.length > 0 || (first.names?.length ?? 0) > 1)
    throw new KubectlError('you may only specify a single resource type')
  const { resource } = first
  const show = printer ? objectLines(resource, printer) : tableLines(context, resource)
  const path = resourcePath(resource, placeOf(resource, await scope(context)))
  const name = first.names?.[0]
  const query = {
    labelSelector: context.flags.string('selector'),
    fieldSelector: name === undefined ? context.flags.string('field-selector') : `metadata.name=${name}`,
  }
  const accept = printer ? 'application/json' : tableAccept
  const { body } = await connection.request<ListOrTable>({
    path,
    query: { ...query, limit: 500 },
    accept,
    signal: context.signal,
  })
  if (!context.flags.boolean('watch-only')) context.out(show.initial(body))
  const stream = await connection.stream({
    path,
    query: { ...query, watch: true, resourceVersion: body.metadata?.resourceVersion },
    accept,
    signal: context.signal,
  })
  for await (const line of lines(stream)) {
    const event = JSON.parse(line) as { type: string; object: KubeObject | Table }
    if (event.type === 'ERROR')
      throw new KubectlError((event.object as { message?: string }).message ?? 'the watch failed')
    const prefix = context.flags.boolean('output-watch-events') ? `${event.type.padEnd(11)}` : ''
    context.out(prefix + show.change(event.object))
  }
  return 0
}

type ListOrTable =
  | (Table & { items?: undefined })
  | (KubeObject & { items?: KubeObject[]; metadata: { resourceVersion?: string } })

interface Show {
  initial(body: ListOrTable): string
  change(object: KubeObject | Table): string
}

function tableLines(context: Context, resource: ApiResource): Show {
  const writer = new TableWriter(tableOptions(context, resource, false))
  const format = (body: KubeObject | Table) => writer.format(toTable(resource, body, context.now()))
  return { initial: (body) => format(body), change: format }
}

function objectLines(resource: ApiResource, printer: ObjectPrinter): Show {
  const one = (object: KubeObject) => printer.print([{ resource, object: withKind(resource, object) }], true)
  return {
    initial: (body) => (body.items ?? []).map(one).join(''),
    change: (object) => one(object as KubeObject),
  }
}
