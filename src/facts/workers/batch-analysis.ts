import type { Analyst } from '../analyst.js'
import { FileAnalysis } from '../file-analysis.js'
import type { Batch, BatchAnswer, Learned, Segment } from './types.js'

/** Buffers that are kept of one file. */
const mostHeld = 8

/** Has the lifetime of a pass: analyses batches in the order in which they come, as a file may go on in the next. */
export class BatchAnalysis {
  readonly #analyst: Analyst
  #open: FileAnalysis | undefined
  /** What the open file has been given, which it may still look at. */
  #held: ArrayBuffer[] = []

  constructor(analyst: Analyst) {
    this.#analyst = analyst
  }

  run({ bytes, segments }: Batch): BatchAnswer {
    const learned = segments.flatMap((segment) => this.#take(segment, bytes))
    // Whoever is open at the end of the batch has nothing before it where it has begun in it.
    const free = segments.some(({ questions }) => questions) ? this.#held.splice(0) : []
    // Of a long file that is held the most is left to be collected: it may come to more than is ever used again.
    if (this.#held.length < mostHeld) this.#held.push(bytes)
    if (this.#open?.holds !== true) free.push(...this.#held.splice(0))
    return { learned, free }
  }

  #take({ file, start, end, questions, truncated }: Segment, bytes: ArrayBuffer): Learned[] {
    if (questions) this.#open = new FileAnalysis(questions, this.#analyst)
    if (end > start) this.#open?.write(Buffer.from(bytes, start, end - start))
    if (truncated === undefined || !this.#open) return []
    const facts = this.#open.end(truncated)
    this.#open = undefined
    return [{ file, facts }]
  }
}
