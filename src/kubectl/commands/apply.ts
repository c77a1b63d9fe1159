import { KubeApiError } from '../../kube/api-error.js'
import { applyObject, type Applied } from '../../kube/apply.js'
import type { Connection } from '../../kube/connection.js'
import { findObject, resourceOf } from '../../kube/objects.js'
import { ExpectedError } from '../../model/errors.js'
import { booleanFlag, shared, stringFlag, type Command, type Context } from '../context.js'
import { dryRunOf, report } from '../dry-run.js'
import { during, KubectlError, throwAll } from '../errors.js'
import { readFiles, type FileObject } from '../files.js'

/**
 * Makes objects what the files say. Both forms apply on the server's side; the plain one takes fields over from
 * others, as the client-side apply of kubectl does, and keeps no last-applied annotation.
 */
export const apply: Command = {
  flags: [
    shared.filename,
    shared.recursive,
    shared.output,
    shared.dryRun,
    shared.fieldManager,
    shared.showManagedFields,
    shared.template,
    booleanFlag('server-side'),
    booleanFlag('force-conflicts'),
    booleanFlag('force'),
    booleanFlag('overwrite'),
    { name: 'validate', type: 'string', bare: 'strict' },
    booleanFlag('wait'),
    stringFlag('kustomize', 'k'),
  ],
  async run(context) {
    if (context.flags.has('kustomize'))
      throw new KubectlError('-k is not supported by this small client; install a real kubectl or oc')
    if (!context.flags.has('filename')) throw new KubectlError('must specify one of -f and -k')
    const connection = await context.connect()
    const errors: unknown[] = []
    for (const file of await readFiles(context)) {
      await applyFile(context, connection, file).catch((error: unknown) =>
        errors.push(explainFailure(error, file)),
      )
    }
    throwAll(errors)
    return 0
  },
}

async function applyFile(context: Context, connection: Connection, { object }: FileObject): Promise<void> {
  const { flags, signal } = context
  if (!object.metadata.name) throw new KubectlError(`cannot use generate name with apply`)
  const namespace = await namespaceFor(context, object.metadata.namespace)
  const dryRun = dryRunOf(context)
  const serverSide = flags.boolean('server-side')
  if (dryRun === 'client') {
    const resource = await resourceOf(connection, object, signal)
    const place = resource.namespaced ? { namespace: object.metadata.namespace ?? namespace } : {}
    const before = await findObject(connection, resource, { ...place, name: object.metadata.name }, signal)
    return report(context, { resource, object }, before ? 'configured' : 'created')
  }
  const applied: Applied = await applyObject(connection, object, {
    fieldManager: flags.string('field-manager') ?? (serverSide ? 'kubectl' : 'kubectl-client-side-apply'),
    force: !serverSide || flags.boolean('force-conflicts'),
    dryRun: dryRun === 'server',
    namespace,
    signal,
    onWarning: (warning) => context.err(`Warning: ${warning}\n`),
  })
  report(context, applied, serverSide ? 'serverside-applied' : applied.outcome)
}

/** `-n` must agree with what the file says. */
export async function namespaceFor(context: Context, own: string | undefined): Promise<string> {
  const wanted = context.flags.string('namespace')
  if (wanted !== undefined && own !== undefined && own !== wanted) {
    throw new KubectlError(
      `the namespace from the provided object "${own}" does not match the namespace "${wanted}". You must pass '--namespace=${own}' to perform this operation.`,
    )
  }
  return context.namespace()
}

/** How kubectl words what went wrong with an object of a file. */
export function explainFailure(error: unknown, { object, source }: FileObject, verb = 'creating'): unknown {
  if (error instanceof ExpectedError && error.code === 'kube.no-such-kind') {
    const { name, namespace = '' } = object.metadata
    return new KubectlError(
      `resource mapping not found for name: "${name}" namespace: "${namespace}" from "${source}": no matches for kind "${object.kind}" in version "${object.apiVersion}"\nensure CRDs are installed first`,
    )
  }
  if (error instanceof KubeApiError && error.reason === 'Conflict')
    return new KubectlError(`${error.message}\n${conflictHelp}`)
  return during(`error when ${verb} "${source}"`, error)
}

const conflictHelp = `The fields above have other managers. Take them over with --force-conflicts, or leave them out of the manifest.
See https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts`
