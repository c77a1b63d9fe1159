import { relative } from 'node:path'
import type { Connection } from '../kube/index.js'
import { inReverse, removeObjects, type LeftObject, type MadeObject } from '../kube/remove-objects.js'
import { ExpectedError } from '../model/errors.js'
import type { ResolvedIsv } from '../model/isv-config.js'
import type { Logger } from '../model/logger.js'
import { applyManifests } from './apply-manifests.js'
import { readManifests } from './read-manifests.js'
import { waitReady } from './wait-ready.js'
import { naming } from './with-pull-secret.js'

export interface SamplesOptions {
  connection: Connection
  isv: Pick<ResolvedIsv, 'dir' | 'samples' | 'install'>
  runId: string
  /** Applies to objects that are there already, instead of refusing them. */
  adopt?: boolean | undefined
  /** The pods of the samples name the pull secret, which the installation has made. */
  pullSecret?: boolean | undefined
  signal: AbortSignal
  logger: Logger
  redact?: ((text: string) => string) | undefined
}

export interface SampleResult {
  /** Relative to the ISV's folder. */
  file: string
  ready: boolean
  why?: string
}

/**
 * Creates the operands and waits for them, one sample after the other. What is this program's is added to `made`, also
 * where it throws. A sample that the server rejects is one that is not ready. Throws `install.manifest-invalid` for a
 * file that cannot be read, `install.exists` and `install.refused`.
 */
export async function applySamples(options: SamplesOptions, made: MadeObject[]): Promise<SampleResult[]> {
  const { connection, isv, runId, adopt, pullSecret, signal, logger, redact } = options
  const { namespace } = isv.install
  const results: SampleResult[] = []
  for (const { file, ready } of isv.samples) {
    const read = await readManifests([file])
    const manifests = pullSecret ? naming(read, runId) : read
    const shown = relative(isv.dir, file)
    try {
      await applyManifests(manifests, { connection, runId, namespace, adopt, signal, logger }, made)
    } catch (error) {
      if (!(error instanceof ExpectedError) || error.code !== 'install.manifest-invalid') throw error
      results.push({ file: shown, ready: false, why: error.message })
      continue
    }
    const late = (await waitReady({ connection, ready, namespace, signal, redact })).filter(
      (row) => !row.ready,
    )
    const why = late.map((row) => `${row.what}\n${row.why ?? ''}`).join('\n')
    results.push({ file: shown, ready: late.length === 0, ...(late.length > 0 && { why }) })
  }
  return results
}

const deleteMs = 60_000

/** Deletes the operands, the last first, and waits until they are gone. Never throws: what is left comes back. */
export async function deleteSamples(
  connection: Connection,
  made: readonly MadeObject[],
  { timeoutMs = deleteMs, signal }: { timeoutMs?: number; signal?: AbortSignal } = {},
): Promise<LeftObject[]> {
  return removeObjects(connection, inReverse(made), { timeoutMs, stopWaiting: signal })
}
