import { copyContainerProblem, isBashMissing } from './copy-container.js'
import { probeImage, probeWithoutBash } from './probe-image.js'
import type { Session } from './session.js'

const probeMs = 30_000

/** Asks the image what it holds, where that was wanted. `notStarted`: why the container `gather` was not, where it was not. */
export async function probePhase(session: Session, notStarted: string | undefined): Promise<void> {
  const { probe, command, logger, onProgress } = session.options
  if (probe === undefined) return
  onProgress?.({ phase: 'probe' })
  try {
    const signal = AbortSignal.any([session.options.signal, AbortSignal.timeout(probeMs)])
    const problem = await copyContainerProblem(session.watch, signal)
    if (problem === undefined) {
      const { namespace, pod } = session
      const { connection } = session.options
      session.result.probe = await probeImage({
        connection,
        namespace,
        pod,
        command,
        scripts: probe.scripts,
        signal,
      })
    } else if (isBashMissing(problem)) {
      session.result.probe = probeWithoutBash(command, notStarted)
    }
  } catch (error) {
    // What was gathered is worth more than the probe, whose checks are then not evaluated.
    logger.warn(`the image could not be probed: ${error instanceof Error ? error.message : String(error)}`)
  }
}
