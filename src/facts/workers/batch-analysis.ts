import type { Analyst } from '../analyst.js'
import { FileAnalysis } from '../file-analysis.js'
import type { Batch, BatchAnswer, Learned, Segment } from './types.js'

/** Has the lifetime of a pass: analyses batches in the order in which they come, as a file may go on in the next. */
export class BatchAnalysis {
  readonly #analyst: Analyst
  #open: FileAnalysis | undefined

  constructor(analyst: Analyst) {
    this.#analyst = analyst
  }

  run({ bytes, segments }: Batch): BatchAnswer {
    const learned = segments.flatMap((segment) => this.#take(segment, bytes))
    // A file that goes on may still look at what it was given.
    return this.#open ? { learned } : { learned, bytes }
  }

  #take({ file, start, end, questions, last }: Segment, bytes: ArrayBuffer): Learned[] {
    if (questions) this.#open = new FileAnalysis(questions, this.#analyst)
    if (end > start) this.#open?.write(Buffer.from(bytes, start, end - start))
    if (!last || !this.#open) return []
    const facts = this.#open.end(last.truncated)
    this.#open = undefined
    return [{ file, facts }]
  }
}
