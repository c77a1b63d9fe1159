import { setTimeout as delay } from 'node:timers/promises'
import type { ContainerWorker } from '../pod/container-worker.js'
import type { Probe } from '../pod/types.js'
import type { ProbeTarget } from './attempt.js'
import { attemptProbe } from './attempt.js'

/** Until a probe has gone well once it is asked this often, so that a quick start is seen quickly. */
const eagerMs = 250

/** Watches over a running container with its probes, until `signal`; `unhealthy` is called when it has to be restarted. */
export async function startProbes(
  worker: ContainerWorker,
  unhealthy: () => void,
  signal: AbortSignal,
): Promise<void> {
  const { startupProbe, readinessProbe, livenessProbe } = worker.container
  if (!startupProbe && !readinessProbe && !livenessProbe) return
  try {
    if (startupProbe) {
      const started = await firstSuccess(worker, startupProbe, signal)
      if (!started) return unhealthy()
      worker.status.started = true
      worker.setReady(readinessProbe === undefined)
    }
    await Promise.all([
      readinessProbe && watch(worker, 'Readiness', readinessProbe, (ok) => worker.setReady(ok), signal),
      livenessProbe && watch(worker, 'Liveness', livenessProbe, (ok) => !ok && unhealthy(), signal),
    ])
  } catch (error) {
    if (!signal.aborted) throw error
  }
}

/** False when it has failed as often as it may. */
async function firstSuccess(worker: ContainerWorker, probe: Probe, signal: AbortSignal): Promise<boolean> {
  const period = (probe.periodSeconds ?? 10) * 1000
  const until = Date.now() + (probe.initialDelaySeconds ?? 0) * 1000 + period * (probe.failureThreshold ?? 3)
  await delay((probe.initialDelaySeconds ?? 0) * 1000, undefined, { signal })
  while (Date.now() < until) {
    if ((await attemptProbe(probe, targetOf(worker), signal)) === undefined) return true
    await delay(Math.min(period, eagerMs), undefined, { signal })
  }
  worker.record('Warning', 'Unhealthy', 'Startup probe failed')
  return false
}

async function watch(
  worker: ContainerWorker,
  title: string,
  probe: Probe,
  decide: (ok: boolean) => void,
  signal: AbortSignal,
): Promise<void> {
  const period = (probe.periodSeconds ?? 10) * 1000
  let [good, bad, everGood] = [0, 0, false]
  let quietUntil = Date.now() + period
  await delay((probe.initialDelaySeconds ?? 0) * 1000, undefined, { signal })
  while (!signal.aborted) {
    const problem = await attemptProbe(probe, targetOf(worker), signal)
    signal.throwIfAborted()
    if (problem === undefined) {
      ;[good, bad, everGood] = [good + 1, 0, true]
      if (good >= (probe.successThreshold ?? 1)) decide(true)
    } else if (everGood || Date.now() >= quietUntil) {
      ;[good, bad] = [0, bad + 1]
      quietUntil = Date.now() + period
      worker.record('Warning', 'Unhealthy', `${title} probe failed: ${problem}`)
      if (bad >= (probe.failureThreshold ?? 3)) decide(false)
    }
    await delay(everGood ? period : Math.min(period, eagerMs), undefined, { signal })
  }
}

function targetOf(worker: ContainerWorker): ProbeTarget {
  return {
    container: worker.container,
    podIP: worker.context.podIP,
    async exec(command, signal) {
      const running = await worker.exec(command, { stdin: false }, signal)
      if (!running) return 1
      running.stdout.resume()
      running.stderr.resume()
      const stop = () => running.kill('SIGKILL')
      signal.addEventListener('abort', stop, { once: true })
      const { code } = await running.exited
      signal.removeEventListener('abort', stop)
      signal.throwIfAborted()
      return code
    },
  }
}
