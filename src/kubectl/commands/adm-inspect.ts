import { parseDuration } from '../../lib/duration.js'
import { randomUUID } from 'node:crypto'
import { booleanFlag, shared, stringFlag, type Command, type Context } from '../context.js'
import { KubectlError } from '../errors.js'

/** `oc adm inspect`: dumps resources and what they point at into a folder. */
export const admInspect: Command = {
  flags: [
    shared.allNamespaces,
    stringFlag('dest-dir'),
    stringFlag('since'),
    stringFlag('since-time'),
    stringFlag('events-file'),
    booleanFlag('rotated-pod-logs'),
  ],
  async run(context) {
    const { flags, signal } = context
    if (flags.has('events-file'))
      throw new KubectlError(
        'adm inspect --events-file is not supported by this small client; install a real oc',
      )
    if (context.args.length === 0) throw new KubectlError('at least one resource must be specified')
    const { inspect } = await import('../../inspect/index.js')
    const resources = resourceNames(context.args)
    context.out(resources.map((name) => `Gathering data for ${name}...\n`).join(''))
    const { destDir, problems } = await inspect({
      connection: await context.connect(),
      resources,
      namespace: await context.namespace(),
      allNamespaces: flags.boolean('all-namespaces'),
      destDir: flags.string('dest-dir') ?? `inspect.local.${randomUUID().slice(0, 8)}`,
      since: sinceOf(context),
      sinceTime: flags.string('since-time') || undefined,
      signal,
      logger: { debug: () => {}, info: () => {}, warn: () => {} },
    })
    context.out(`Wrote inspect data to ${destDir}.\n`)
    const errors = problems.filter(({ severity }) => severity === 'error')
    if (errors.length === 0) return 0
    throw new KubectlError(
      `errors occurred while gathering data:\n    ${errors.map(({ subject, message }) => `${subject}: ${message}`).join('\n    ')}`,
    )
  },
}

function sinceOf({ flags }: Context): number | undefined {
  const text = flags.string('since')
  if (text === undefined || text === '' || text === '0') return undefined
  const ms = parseDuration(text)
  if (ms === undefined)
    throw new KubectlError(`invalid argument "${text}" for "--since" flag: time: invalid duration "${text}"`)
  if (flags.string('since-time'))
    throw new KubectlError('at most one of `sinceTime` or `since` may be specified')
  return ms
}

/** `TYPE NAME...` as `TYPE/NAME`; what has a slash stays. */
function resourceNames(args: readonly string[]): string[] {
  const [type = '', ...names] = args
  if (args.some((arg) => arg.includes('/')) || names.length === 0) return [...args]
  return type.split(',').flatMap((one) => names.map((name) => `${one}/${name}`))
}
