import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { inspect } from '../../inspect/index.js'
import { parseDuration } from '../../lib/duration.js'
import type { MustGatherRecord } from '../../model/must-gather-record.js'
import type { ClientOptions } from './types.js'

/** Most time that it may take: somebody waits, and has been disappointed once. */
const limitMs = 5 * 60_000

const wanted = {
  openshift: [
    'clusterversion.v1.config.openshift.io,clusteroperators.v1.config.openshift.io',
    'namespace/openshift-cluster-version',
  ],
  kubernetes: ['nodes', 'namespace/kube-system'],
} as const

/** Reads the little that the API itself says of the cluster, in place of the images that never ran. */
export async function inspectInstead(
  { connection, logger, redact, shared, signal }: ClientOptions,
  { root, platform, reason }: { root: string; platform: 'openshift' | 'kubernetes'; reason: string },
): Promise<NonNullable<MustGatherRecord['fallback']>> {
  const folder = `inspect.local.${randomBytes(6).toString('hex')}`
  try {
    const { files, problems } = await inspect({
      connection,
      resources: wanted[platform],
      destDir: join(root, folder),
      since: shared.since === undefined ? undefined : parseDuration(shared.since),
      sinceTime: shared.sinceTime,
      signal: AbortSignal.any([signal, AbortSignal.timeout(limitMs)]),
      logger,
      redact,
    })
    return {
      folder,
      reason,
      files,
      problems: problems.map(({ subject, message }) => `${subject}: ${message}`),
    }
  } catch (error) {
    return { folder, reason, files: 0, problems: [error instanceof Error ? error.message : String(error)] }
  }
}
