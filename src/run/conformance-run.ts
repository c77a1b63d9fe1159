/** One conformance run: from a configuration to a capture, with nothing left behind. */
import { rm } from 'node:fs/promises'
import { createCaptureWriter } from '../capture/index.js'
import type { CaptureRecord } from '../model/capture-record.js'
import { isKept } from './is-kept.js'
import { awaitReady } from './phases/await-ready.js'
import { cleanUp } from './phases/clean-up.js'
import { createCluster } from './phases/create-cluster.js'
import { createSamples } from './phases/create-samples.js'
import { gather } from './phases/gather.js'
import { gatherAgain } from './phases/gather-again.js'
import { gatherScripts } from './phases/gather-scripts.js'
import { gatherSince } from './phases/gather-since.js'
import { installOperator } from './phases/install-operator.js'
import { installOlmItself } from './phases/install-olm-itself.js'
import { loadImages } from './phases/load-images.js'
import { plantCanaries } from './phases/plant-canaries.js'
import { preflight } from './phases/preflight.js'
import { readBundleAndIndex } from './phases/read-bundle-and-index.js'
import { runFunctests } from './phases/run-functests.js'
import { redactedLogger, redactedProgress } from './redact.js'
import { runPhase } from './run-phase.js'
import type { RunOptions, RunState } from './types.js'

const phases = [
  createCluster,
  readBundleAndIndex,
  preflight,
  loadImages,
  installOlmItself,
  installOperator,
  awaitReady,
  createSamples,
  plantCanaries,
  gather,
  gatherAgain,
  gatherScripts,
  gatherSince,
  runFunctests,
]

/** Runs the phases in order until one fails, then cleans up. What came of it is in the capture; it throws only where that cannot be written. */
export async function conformanceRun(options: RunOptions): Promise<CaptureRecord> {
  const capture = await createCaptureWriter(options.captureDir, newRecord(options))
  const state: RunState = { options: redacted(options), capture, samples: [], canaries: [], lacking: [] }
  let goOn = true
  for (const phase of phases) {
    if (!goOn && !options.signal.aborted) break
    goOn = await runPhase(phase, state, options.signal)
  }
  await runPhase(cleanUp, state, options.forceSignal)
  if (!isKept(state)) await rm(options.workDir, { recursive: true, force: true })
  await capture.update((record) => {
    record.run.finishedAt = options.now().toISOString()
    record.state =
      record.phases.every(({ outcome }) => outcome === 'passed' || outcome === 'skipped') && goOn
        ? 'complete'
        : 'partial'
  })
  return capture.record
}

/** Whatever a phase says, no secret is shown. */
const redacted = (options: RunOptions): RunOptions => ({
  ...options,
  progress: redactedProgress(options.progress, options.redact),
  logger: redactedLogger(options.logger, options.redact),
})

function newRecord({ tool, runId, now, isv, configDigest }: RunOptions): CaptureRecord {
  const { environment, access } = isv.gather
  return {
    schemaVersion: 'capture/v1',
    tool,
    run: { id: runId, startedAt: now().toISOString() },
    state: 'running',
    isv: { name: isv.name, configDigest },
    environment: { environment, access, namespace: isv.install.namespace },
    images: [],
    phases: [],
    gathers: [],
  }
}
