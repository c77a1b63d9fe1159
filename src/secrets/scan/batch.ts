/** Decoded regions put together, so that they are searched in one go. */
export interface Batch {
  bytes: Buffer
  /** Where the region began in the bytes that it was decoded from, for an offset of the batch. */
  sourceOf(offset: number): number
  /** Where each of the regions begins and ends in the batch. */
  regions(): { start: number; end: number }[]
}

export interface BatchBuilder {
  add(decoded: Buffer, source: number): void
  /** How many bytes have come together. */
  readonly size: number
  take(): Batch
}

/** Keeps a match from running on from one region into the next. */
const separator = Buffer.from('\n\0\n')

export function createBatchBuilder(): BatchBuilder {
  let parts: Buffer[] = []
  let starts: number[] = []
  let sources: number[] = []
  let size = 0
  return {
    add(decoded, source) {
      starts.push(size)
      sources.push(source)
      parts.push(decoded, separator)
      size += decoded.length + separator.length
    },
    get size() {
      return size
    },
    take() {
      const [first, from, total] = [starts, sources, size]
      const bytes = Buffer.concat(parts, size)
      parts = []
      starts = []
      sources = []
      size = 0
      const endOf = (index: number) => (first[index + 1] ?? total) - separator.length
      return {
        bytes,
        sourceOf: (offset) => from[lastAtMost(first, offset)] ?? 0,
        regions: () => first.map((start, index) => ({ start, end: endOf(index) })),
      }
    },
  }
}

/** The index of the last of the ascending numbers that is not above `limit`. */
function lastAtMost(numbers: readonly number[], limit: number): number {
  let low = 0
  let high = numbers.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((numbers[middle] ?? 0) <= limit) low = middle + 1
    else high = middle
  }
  return low - 1
}
