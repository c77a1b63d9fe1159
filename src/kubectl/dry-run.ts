import type { Context } from './context.js'
import { KubectlError } from './errors.js'
import { objectPrinter } from './print/objects.js'
import type { Fetched } from './fetch.js'
import { displayName } from './resource-args.js'

export type DryRun = 'none' | 'client' | 'server'

/** `--dry-run=none|client|server`. */
export function dryRunOf({ flags }: Context): DryRun {
  const value = flags.string('dry-run') ?? 'none'
  if (value === 'none' || value === 'client' || value === 'server') return value
  if (value === 'unchanged') return 'client'
  throw new KubectlError(`Invalid dry-run value (${value}). Must be "none", "server", or "client".`)
}

const suffixes: Record<DryRun, string> = { none: '', client: ' (dry run)', server: ' (server dry run)' }

/** Says what became of an object: `configmap/conf created`, or the object itself in the form of `-o`. */
export function report(context: Context, { resource, object }: Fetched, what: string): void {
  const format = context.flags.string('output') ?? ''
  const printer = objectPrinter({
    format,
    showManagedFields: context.flags.boolean('show-managed-fields'),
    template: context.flags.string('template'),
  })
  if (printer) context.out(printer.print([{ resource, object }], true))
  else context.out(`${displayName(resource, object.metadata.name)} ${what}${suffixes[dryRunOf(context)]}\n`)
}
