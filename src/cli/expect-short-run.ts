import { setFlagsFromString } from 'node:v8'

/**
 * For commands that are over after a second, where the expensive part is WebAssembly and two threads work already: V8 else
 * spends a third of the time on optimising functions that hardly run again (bytes of bytecode, five times the default), and
 * shares each small collection out among threads that have to wait for a processor (`npm run bench:secrets`).
 */
export function expectShortRun(): void {
  setFlagsFromString('--interrupt-budget=2000000')
  setFlagsFromString('--semi-space-growth-factor=16')
  setFlagsFromString('--no-concurrent-marking')
  setFlagsFromString('--no-incremental-marking')
  setFlagsFromString('--no-parallel-scavenge')
}
