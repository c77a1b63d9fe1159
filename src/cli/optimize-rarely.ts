import { setFlagsFromString } from 'node:v8'

/**
 * For commands that are over after a second, where the expensive part is WebAssembly: V8 else spends a third of the time
 * on optimising functions that hardly run again (`npm run bench:secrets`). Bytes of bytecode, five times the default.
 */
export function optimizeRarely(): void {
  setFlagsFromString('--interrupt-budget=700000')
}
