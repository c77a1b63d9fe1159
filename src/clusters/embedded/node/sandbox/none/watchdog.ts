import { spawn } from 'node:child_process'
import { toolPath } from '../launch.js'

/** Waits for a word of its maker; where its input ends without one, the maker was killed, and what it left is removed. */
const script = String.raw`
trap '' INT TERM HUP
# Opened at once: the folder that they lie in may be gone when they are needed.
exec 5<"$2" 6<"$3"
read -r word && exit 0
found=1
while [ "$found" = 1 ]; do
  found=0
  for environ in /proc/[0-9]*/environ; do
    if tr '\0' '\n' <"$environ" 2>/dev/null | grep -qxF "$1"; then
      found=1
      pid=${'$'}{environ%/environ}
      kill -9 "${'$'}{pid#/proc/}" 2>/dev/null
    fi
  done
done
xargs -0 -r rm -f -- <&5
tac -s '' <&6 2>/dev/null | xargs -0 -r rmdir -- 2>/dev/null
exit 0
`

/** Cleans up in place of this process should it be killed. Resolves `stop()` when it has gone. */
export function startWatchdog(
  assignment: string,
  journal: { files: string; folders: string },
): { stop(): Promise<void> } {
  const child = spawn('sh', ['-c', script, 'sh', assignment, journal.files, journal.folders], {
    stdio: ['pipe', 'ignore', 'ignore'],
    env: { PATH: toolPath },
    cwd: '/',
    detached: true,
  })
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  child.stdin.on('error', () => {})
  return {
    stop() {
      child.stdin.end('done\n')
      return gone
    },
  }
}
