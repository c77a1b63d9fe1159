import { readdirSync, readFileSync } from 'node:fs'

/** Kills every process that carries an assignment in its environment, as all do that a container has started. */
export function killMarked(assignment: string): void {
  // One may fork while the others are looked for; what it left is found in the next round.
  for (let found = true; found;) {
    const marked = processIds().filter((pid) => environmentOf(pid).includes(assignment))
    for (const pid of marked) kill(Number(pid))
    found = marked.length > 0
  }
}

function processIds(): string[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name))
}

function environmentOf(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0')
  } catch {
    // Ended meanwhile, or not ours to look at.
    return []
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
