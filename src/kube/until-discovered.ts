import { deadline, until } from '../lib/deadline.js'
import { formatDuration } from '../lib/duration.js'
import { ExpectedError, exitCodes } from '../model/errors.js'
import type { KubeObject } from '../model/kubernetes.js'
import type { Connection } from './connection.js'

interface CrdSpec {
  group: string
  names: { kind: string }
  versions: { name: string; served: boolean }[]
}

/**
 * Waits until the server's discovery names the types of established CRDs, which it does a moment later: a client that
 * starts in between, as an operator does, is told that there is no such type. Throws `kube.wait-timeout`.
 */
export async function untilDiscovered(
  connection: Connection,
  crds: readonly KubeObject[],
  { establishMs, signal }: { establishMs: number; signal?: AbortSignal | undefined },
): Promise<void> {
  const wanted = crds.flatMap(typesOf)
  const limit = deadline(establishMs, signal)
  let missing = wanted
  try {
    await until(async () => {
      connection.forgetDiscovery()
      const { resources } = await connection.discovery(limit.signal)
      missing = wanted.filter(({ apiVersion, kind }) => !resources.ofKind(apiVersion, kind))
      return missing.length === 0 ? true : undefined
    }, limit.signal)
  } catch (error) {
    signal?.throwIfAborted()
    throw limit.expired() ? notDiscovered(missing, establishMs) : error
  } finally {
    limit.clear()
  }
}

function typesOf({ spec }: KubeObject): { apiVersion: string; kind: string }[] {
  const { group, names, versions } = spec as CrdSpec
  return versions
    .filter(({ served }) => served)
    .map(({ name }) => ({ apiVersion: `${group}/${name}`, kind: names.kind }))
}

const notDiscovered = (missing: ReturnType<typeof typesOf>, ms: number) =>
  new ExpectedError({
    code: 'kube.wait-timeout',
    message: `the cluster did not come to serve ${missing.map(({ apiVersion, kind }) => `${kind} of ${apiVersion}`).join(', ')} within ${formatDuration(ms)}`,
    next: 'Look at the conditions of the CustomResourceDefinition, and whether the API server is well.',
    exitCode: exitCodes.deadline,
  })
