import { join } from 'node:path'
import { defaultTimeouts, folderOutput } from '../gather/index.js'
import type { GatherOptions } from '../gather/index.js'
import { formatDuration } from '../lib/duration.js'
import { formatBytes } from '../lib/quantity.js'
import type { GatherRecord } from '../model/capture-record.js'
import type { ResolvedIsv } from '../model/isv-config.js'
import { connectionOf } from './connection-of.js'
import type { RunState } from './types.js'

const slackMs = 60_000

/** Longest that one gather may take, all its parts together. */
export function gatherLimit({ gather }: ResolvedIsv): number {
  const { startMs, copyMs, cleanUpMs } = defaultTimeouts
  return startMs + gather.timeoutMs + copyMs + cleanUpMs + slackMs
}

/** What a gather of this run is asked to do. */
export async function gatherOptions(
  state: RunState,
  name: string,
  command: readonly string[],
  say: (message: string) => void,
): Promise<Omit<GatherOptions, 'signal'>> {
  const { isv, runId, logger, forceSignal } = state.options
  await state.capture.gatherFolder(name)
  return {
    connection: connectionOf(state),
    runId,
    name,
    image: isv.images.mustGather.ref,
    command,
    sourceDir: isv.gather.sourceDir,
    environment: isv.gather.environment,
    access: isv.gather.access,
    operatorNamespace: isv.install.namespace,
    output: folderOutput(join(state.capture.dir, 'gathers', name)),
    timeouts: { gatherMs: isv.gather.timeoutMs },
    pullSecret: state.options.cluster.pullSecret,
    imagePullPolicy: state.options.imagePullPolicy,
    forceSignal,
    logger,
    onProgress: ({ phase, bytes, logLine }) =>
      say(
        phase === 'copy' && bytes !== undefined
          ? `${name}: copied ${formatBytes(bytes)}`
          : `${name}: ${logLine ?? phase}`,
      ),
  }
}

export function saySize({
  outcome,
  exitCode,
  files = 0,
  bytes = 0,
  durationMs,
  reason,
}: GatherRecord): string {
  if (outcome !== 'completed') return reason ? `${outcome}: ${reason}` : outcome
  return `exit code ${exitCode}, ${files} files, ${formatBytes(bytes)} in ${formatDuration(durationMs ?? 0)}`
}
