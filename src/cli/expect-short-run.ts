import { setFlagsFromString } from 'node:v8'

/**
 * For commands that are over after a second, where the expensive part is WebAssembly and two threads work already: V8 else
 * spends a third of the time on optimising functions that hardly run again (bytes of bytecode, fifteen times the default),
 * and shares each small collection out among threads that have to wait for a processor (`npm run bench:secrets`). What Node
 * loads of its own modules after this, it compiles anew.
 */
export function expectShortRun(): void {
  setFlagsFromString('--interrupt-budget=2000000')
  setFlagsFromString('--no-parallel-scavenge')
}
