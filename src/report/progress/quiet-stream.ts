import type { ProgressStream } from './types.js'

/** The stream, but deaf to its errors: a reader that went away (`| head`) must not end a run that has things to clean up. */
export function quietStream(stream: ProgressStream): ProgressStream {
  let broken = false
  stream.on('error', () => (broken = true))
  return {
    write(text) {
      if (broken) return
      try {
        stream.write(text)
      } catch {
        broken = true
      }
    },
    on: () => {},
    get columns() {
      return stream.columns ?? 80
    },
  }
}
