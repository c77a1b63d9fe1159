import type { OlmWriter } from './types.js'

export interface MemoryWriter extends OlmWriter {
  /** What was written, by path. */
  readonly files: ReadonlyMap<string, Buffer>
}

/** Keeps everything in memory: for tests, and for tools that take what one operator has. */
export function createMemoryWriter(): MemoryWriter {
  const files = new Map<string, Buffer>()
  return {
    files,
    file(path, content) {
      files.set(path, Buffer.from(content))
      return Promise.resolve()
    },
    async stream(path, content) {
      const chunks: Buffer[] = []
      for await (const chunk of content) chunks.push(chunk)
      const whole = Buffer.concat(chunks)
      if (whole.length > 0) files.set(path, whole)
      return whole.length
    },
    end: () => Promise.resolve(),
  }
}
