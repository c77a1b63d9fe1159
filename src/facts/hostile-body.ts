import type { CaptureEntry } from '../capture/index.js'
import { packing, sniffSize } from '../capture/read/sniff.js'

/**
 * A file with a hostile name is searched for secrets like any other, and asked nothing else: its name says nothing of what
 * it holds. What is packed in it is not looked into, which `unproven` says once the body was read.
 */
export function hostileBody(entry: CaptureEntry): { entry: CaptureEntry; unproven(): string | undefined } {
  let head: Buffer | undefined
  const watched = async function* () {
    for await (const chunk of entry.body()) {
      head ??= Buffer.from(chunk.subarray(0, sniffSize))
      yield chunk
    }
  }
  return {
    // As getters of the entry are only right when they are asked.
    entry: Object.create(entry, { body: { value: watched } }) as CaptureEntry,
    unproven: () =>
      head && packing(head)
        ? 'it is packed and its name is hostile, so that it was not looked into'
        : undefined,
  }
}
