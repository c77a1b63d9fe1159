import { setFlagsFromString } from 'node:v8'

/**
 * For commands that are over after a second, where the expensive part is WebAssembly and two threads work already
 * (`npm run bench:secrets`). V8 else spends a third of the time on optimising functions that hardly run again (bytes of
 * bytecode, fifteen times the default), and shares each small collection out among threads that have to wait for a processor.
 * What Node loads of its own modules after this, it compiles anew.
 */
export function expectShortRun(): void {
  setFlagsFromString('--interrupt-budget=2000000')
  setFlagsFromString('--no-parallel-scavenge')
}

/**
 * Threads that start after it have 8 MB for new objects, as what is found in a text full of secrets, or in what is
 * nested deep, else outlives many small collections, and is copied in each.
 */
export function giveThreadsRoom(): void {
  setFlagsFromString('--min-semi-space-size=8')
}

/**
 * New objects get no more room than there is: here, where bytes are read and little is made of them, more would take memory
 * and no less time. To be called when a thread has started, as each of them sets it back to what it was.
 */
export function growNoMore(): void {
  setFlagsFromString('--semi-space-growth-factor=1')
}
