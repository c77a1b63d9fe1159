import type { CaptureEntry } from '../capture/index.js'
import { packing, sniffSize } from '../capture/read/sniff.js'
import type { Body } from './workers/analysis-pool.js'

/**
 * A file with a hostile name is searched for secrets like any other, and asked nothing else: its name says nothing of what
 * it holds. What is packed in it is not looked into, which `unproven` says once the body was read.
 */
export function hostileBody(entry: CaptureEntry): { body: Body; unproven(): string | undefined } {
  let head: Buffer | undefined
  const watched = async function* () {
    for await (const chunk of entry.body()) {
      head ??= Buffer.from(chunk.subarray(0, sniffSize))
      yield chunk
    }
  }
  return {
    body: {
      ...{ body: watched, size: entry.size },
      // Known when the body was read.
      get truncated() {
        return entry.truncated
      },
    },
    unproven: () =>
      head && packing(head)
        ? 'it is packed and its name is hostile, so that it was not looked into'
        : undefined,
  }
}
