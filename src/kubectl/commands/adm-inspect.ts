import { randomBytes } from 'node:crypto'
import { parseDuration } from '../../lib/duration.js'
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
    const { eventsFilePage, inspect, joinNames } = await import('../../inspect/index.js')
    const destDir = flags.string('dest-dir') || `inspect.local.${randomBytes(4).toString('hex')}`
    const eventsFile = flags.string('events-file')
    if (eventsFile) {
      await eventsFilePage(eventsFile, destDir)
      return 0
    }
    if (context.args.length === 0) throw new KubectlError('at least one resource must be specified')
    const resources = joinNames(context.args)
    context.out(resources.map((name) => `Gathering data for ${name}...\n`).join(''))
    const { problems, interrupted } = await inspect({
      connection: await context.connect(),
      resources,
      namespace: await context.namespace(),
      allNamespaces: flags.boolean('all-namespaces'),
      destDir,
      since: sinceOf(context),
      sinceTime: flags.string('since-time') || undefined,
      rotatedLogs: flags.boolean('rotated-pod-logs'),
      signal,
      logger: { debug: () => {}, info: () => {}, warn: () => {} },
    })
    context.out(`Wrote inspect data to ${destDir}.\n`)
    if (interrupted) signal.throwIfAborted()
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
