import type { ApiResource } from '../kube/resource.js'
import type { Context } from './context.js'
import type { TableOptions } from './print/table.js'
import { displayName } from './resource-args.js'

/** The namespace to look in; none for all of them. */
export async function scope(context: Context): Promise<string | undefined> {
  return context.flags.boolean('all-namespaces') ? undefined : context.namespace()
}

/** How the flags want tables of a type. */
export function tableOptions(context: Context, resource: ApiResource, withKind: boolean): TableOptions {
  const { flags } = context
  return {
    wide: flags.string('output') === 'wide',
    withNamespace: flags.boolean('all-namespaces') && resource.namespaced,
    noHeaders: flags.boolean('no-headers'),
    showLabels: flags.boolean('show-labels'),
    labelColumns: flags.list('label-columns').flatMap((value) => value.split(',')),
    namePrefix: withKind ? displayName(resource, '') : undefined,
  }
}
