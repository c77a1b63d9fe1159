import { getObject, patchObject } from '../../kube/objects.js'
import { shared, stringFlag, type Command } from '../context.js'
import { KubectlError, throwAll } from '../errors.js'
import { fetchObjects } from '../fetch.js'
import { report, dryRunOf } from '../dry-run.js'
import { readResourceArgs } from '../resource-args.js'

/** Sets how many replicas there should be. */
export const scale: Command = {
  flags: [
    stringFlag('replicas'),
    stringFlag('current-replicas'),
    shared.selector,
    shared.all,
    shared.output,
    shared.dryRun,
    shared.timeout,
  ],
  async run(context) {
    const { flags, signal } = context
    const replicas = flags.integer('replicas')
    if (replicas === undefined || replicas < 0)
      throw new KubectlError(
        'The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0',
      )
    const connection = await context.connect()
    const selections = await readResourceArgs(connection, context.args, signal)
    const { items, errors } = await fetchObjects(connection, selections, {
      namespace: await context.namespace(),
      labelSelector: flags.string('selector'),
      signal,
    })
    const expected = flags.integer('current-replicas')
    for (const { resource, object } of items) {
      const place = { namespace: object.metadata.namespace, name: object.metadata.name, subresource: 'scale' }
      try {
        if (expected !== undefined && expected >= 0) {
          const current = (await getObject(connection, resource, place, signal)).spec as { replicas?: number }
          if ((current.replicas ?? 0) !== expected)
            throw new KubectlError(`Expected replicas to be ${expected}, was ${current.replicas ?? 0}`)
        }
        const options = { signal, dryRun: dryRunOf(context) === 'server' }
        if (dryRunOf(context) !== 'client')
          await patchObject(
            connection,
            resource,
            place,
            { type: 'merge', body: { spec: { replicas } } },
            options,
          )
        report(context, { resource, object }, 'scaled')
      } catch (error) {
        errors.push(error)
      }
    }
    throwAll(errors)
    return 0
  },
}
