import { setFlagsFromString } from 'node:v8'

/**
 * For threads that start after it: new objects have 8 MB, as what is found in a text full of secrets, or in what is nested
 * deep, else outlives many small collections, and is copied in each.
 */
export function makeRoomInThreads(): void {
  setFlagsFromString('--min-semi-space-size=8')
}

/**
 * For commands that are over after a second, where the expensive part is WebAssembly and two threads work already
 * (`npm run bench:secrets`). V8 else spends a third of the time on optimising functions that hardly run again (bytes of
 * bytecode, fifteen times the default), shares each small collection out among threads that have to wait for a processor, and
 * gives new objects more room, which takes memory and no less time. What is old is collected when there is half as much more
 * of it, so that ten times the data takes little more memory. What Node loads of its own modules after this, it compiles
 * anew.
 */
export function expectShortRun(): void {
  setFlagsFromString('--interrupt-budget=2000000')
  setFlagsFromString('--no-parallel-scavenge')
  setFlagsFromString('--semi-space-growth-factor=1')
  setFlagsFromString('--heap-growing-percent=50')
}
