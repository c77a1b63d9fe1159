import {
  createObject,
  findObject,
  isAlreadyExists,
  isForbidden,
  unlessForbidden,
  wellKnown,
  type Connection,
} from '../kube/index.js'
import type { MadeObject } from '../kube/remove-objects.js'
import { runLabels } from '../lib/run-labels.js'
import { ExpectedError } from '../model/errors.js'
import type { KubeObject } from '../model/kubernetes.js'

/** Makes the namespace where it is absent, and adds it to `made` then. One that is there is used as it is. Throws `install.refused`. */
export async function ensureNamespace(
  connection: Connection,
  { name, runId, signal }: { name: string; runId: string; signal: AbortSignal },
  made: MadeObject[],
): Promise<void> {
  const resource = wellKnown.namespaces
  // First, as who is given a namespace may make none.
  if (await isThere(connection, name, signal)) return
  const object: KubeObject = {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, labels: runLabels(runId) },
  }
  try {
    made.push({ resource, object: await createObject(connection, resource, object, { signal }) })
  } catch (error) {
    if (isForbidden(error)) throw refused(name, error.message, error)
    // Somebody else made it meanwhile, or who may not see it was given it.
    if (!isAlreadyExists(error)) throw error
  }
}

async function isThere(connection: Connection, name: string, signal: AbortSignal): Promise<boolean> {
  const found = await unlessForbidden(findObject(connection, wellKnown.namespaces, { name }, signal))
  if (found?.metadata.deletionTimestamp !== undefined) throw refused(name, 'it is being deleted')
  return found !== undefined
}

function refused(name: string, why: string, cause?: unknown): ExpectedError {
  return new ExpectedError({
    code: 'install.refused',
    message: `namespace ${name} cannot be used: ${why}`,
    next: 'Wait until its deletion has ended, name another with install.namespace, or use a kubeconfig with more rights.',
    exitCode: 3,
    cause,
  })
}
