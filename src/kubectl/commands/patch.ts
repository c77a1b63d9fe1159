import { readFile } from 'node:fs/promises'
import { parseYaml } from '../../kube/yaml.js'
import { getObject, patchObject, type PatchType } from '../../kube/objects.js'
import { shared, stringFlag, type Command } from '../context.js'
import { dryRunOf, report } from '../dry-run.js'
import { KubectlError } from '../errors.js'
import { blameNamespace, placeOf } from '../fetch.js'
import { readResourceArgs } from '../resource-args.js'

const types: Record<string, PatchType> = { strategic: 'strategic', merge: 'merge', json: 'json' }

/** Changes fields of an object. */
export const patch: Command = {
  flags: [
    stringFlag('patch', 'p'),
    stringFlag('patch-file'),
    stringFlag('type'),
    stringFlag('subresource'),
    shared.output,
    shared.dryRun,
    shared.fieldManager,
    shared.template,
  ],
  async run(context) {
    const { flags, signal } = context
    const file = flags.string('patch-file')
    const text = file === undefined ? flags.string('patch') : await readFile(file, 'utf8')
    if (text === undefined)
      throw new KubectlError('must specify --patch or --patch-file containing the contents of the patch')
    const type = types[flags.string('type') ?? 'strategic']
    if (!type)
      throw new KubectlError(
        `--type must be one of [json merge strategic], not "${flags.string('type') ?? ''}"`,
      )
    const [body] = parseYaml(text, 'the patch')
    const connection = await context.connect()
    const [selection] = await readResourceArgs(connection, context.args, signal)
    const name = selection?.names?.[0]
    if (!selection || name === undefined)
      throw new KubectlError('resource(s) were provided, but no name was specified')
    const { resource } = selection
    const place = { ...placeOf(resource, await context.namespace()), name }
    const dryRun = dryRunOf(context)
    try {
      const before = await getObject(connection, resource, place, signal)
      if (dryRun === 'client')
        throw new KubectlError(
          'patch --dry-run=client is not supported by this small client; use --dry-run=server',
        )
      const { object } = await patchObject(
        connection,
        resource,
        { ...place, subresource: flags.string('subresource') },
        { type, body },
        {
          dryRun: dryRun === 'server',
          fieldManager: flags.string('field-manager') ?? 'kubectl-patch',
          signal,
          onWarning: (warning) => context.err(`Warning: ${warning}\n`),
        },
      )
      const same = before.metadata.resourceVersion === object.metadata.resourceVersion && dryRun === 'none'
      report(context, { resource, object }, same ? 'patched (no change)' : 'patched')
      return 0
    } catch (error) {
      throw await blameNamespace(connection, error, resource, { namespace: place.namespace, signal })
    }
  },
}
