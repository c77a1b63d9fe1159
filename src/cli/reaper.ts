/**
 * A process beside the run that outlives it: when the run is gone without having said goodbye (kill -9, out of memory),
 * it takes away what cannot end by itself. It learns of the run's end by the end of its standard input.
 */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export interface Testament {
  /** The run's temporary folder. */
  folder: string
  /** A program with its arguments that takes the cluster away. */
  command?: readonly string[] | undefined
}

export interface Reaper {
  /** The run has cleaned up itself: nothing is left to do. */
  dismiss(): void
}

/** Starts the process and gives it the testament. */
export function startReaper(testament: Testament): Reaper {
  const child = spawn(process.execPath, [fileURLToPath(new URL('./reaper-main.js', import.meta.url))], {
    // A session of its own, as Ctrl-C of the terminal is not meant for it.
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  child.unref()
  // Without it the run is as good as ever; only a kill would leave something.
  child.on('error', () => {})
  child.stdin.on('error', () => {})
  child.stdin.write(`${JSON.stringify(testament)}\n`)
  return { dismiss: () => child.stdin.end('dismissed\n') }
}
