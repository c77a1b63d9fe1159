import { readdirSync, readFileSync } from 'node:fs'

/** How often those are looked at again that are becoming another program, and show no environment until they have. */
const looks = 25
const pauseMs = 2

/** Kills every process that carries an assignment in its environment, as all do that a container has started. */
export function killMarked(assignment: string): void {
  for (let left = looks; left > 0;) {
    const seen = processIds().map((pid) => ({ pid, environment: environmentOf(pid) }))
    const marked = seen.filter(({ environment }) => environment?.includes(assignment))
    for (const { pid } of marked) kill(Number(pid))
    // One may fork while the others are looked for; what it left is found in the next round.
    if (marked.length > 0) continue
    if (!seen.some(({ pid, environment }) => environment === undefined && isProgram(pid))) return
    left--
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMs)
  }
}

function processIds(): string[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name))
}

/** `undefined` where there is none to be seen: it ended, is not ours to look at, or is just becoming another program. */
function environmentOf(pid: string): string[] | undefined {
  try {
    const environment = readFileSync(`/proc/${pid}/environ`, 'utf8')
    return environment === '' ? undefined : environment.split('\0')
  } catch {
    return undefined
  }
}

/** Neither ended nor a thread of the kernel, which have no environment for ever. */
function isProgram(pid: string): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // After the name, which may hold anything: state, six numbers, flags.
    const [state = '', , , , , , flags = ''] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const kernelThread = 0x00200000
    return state !== 'Z' && state !== 'X' && (Number(flags) & kernelThread) === 0
  } catch {
    return false
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
