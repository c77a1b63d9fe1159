import { exec } from '../kube/index.js'
import { gatherContainer } from './pod-manifest.js'
import { containerStatus, whyLost } from './pod-status.js'
import type { Session } from './session.js'

/** Seconds between the signal that asks and the one that does not. */
const graceSeconds = 3
const stopMs = 15_000

/**
 * Ends every process of the container that runs it: its mount namespace tells which those are, and comparing needs
 * no program that the image may lack. Fixed text: the grace comes as an argument.
 */
const script = `
send() {
  local found=1 dir pid
  for dir in /proc/[0-9]*; do
    pid=\${dir#/proc/}
    [ "$pid" != "$$" ] && [[ $dir/ns/mnt -ef /proc/$$/ns/mnt ]] && kill "-$1" "$pid" 2>/dev/null && found=0
  done
  return $found
}
send TERM
for ((i = 0; i < 10 * $1; i++)); do sleep 0.1; send 0 || exit 0; done
for ((i = 0; i < 20; i++)); do send KILL || exit 0; sleep 0.1; done
`

/** Ends a gather that must not go on, so that its files hold still for the copy. What cannot be ended goes on. */
export async function stopGather({ options, namespace, pod, watch, force }: Session): Promise<void> {
  const { connection, logger } = options
  const signal = AbortSignal.any([force, AbortSignal.timeout(stopMs)])
  const command = ['/bin/bash', '-c', script, 'stop', String(graceSeconds)]
  try {
    // Its answer is of no use: the end of the container ends this too.
    await exec(connection, { namespace, pod, container: gatherContainer, command, signal }).catch(() => {})
    await watch.until(
      (state) =>
        whyLost(state) ?? containerStatus(state.pod, gatherContainer)?.state?.terminated ?? undefined,
      signal,
    )
  } catch (error) {
    logger.debug(`the gather could not be ended: ${error instanceof Error ? error.message : String(error)}`)
  }
}
