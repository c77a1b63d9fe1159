import { availableParallelism } from 'node:os'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { CaptureEntry } from '../../capture/index.js'
import type { AnalystOptions } from '../analyst.js'
import { createAnalyst } from '../analyst.js'
import type { FileFacts, FileQuestions } from '../file-analysis.js'
import { AnalysisThread } from './analysis-thread.js'
import { BatchAnalysis } from './batch-analysis.js'
import { BatchBuilder } from './batch-builder.js'
import type { Batch, BatchAnswer } from './types.js'

export interface PoolOptions {
  analyst: AnalystOptions
  signal?: AbortSignal | undefined
  /** How many threads; one for each processor but the one that reads, unless said. */
  threads?: number
}

/** What of an entry is analysed. */
export type Body = Pick<CaptureEntry, 'body' | 'whole' | 'truncated' | 'size'>
type OnFacts = (facts: FileFacts) => void

/** Captures of less than this many batches are analysed here: a thread takes longer to start. */
const worthThreads = 2
const mostThreads = 3
/** The longest file that is analysed here where the threads have enough to do: they run out of work while it is. */
const longestHere = 16 * 1024 * 1024

/**
 * Analyses the files of one pass on worker threads, while this one reads. What it is given is handed over in batches
 * and bounded, so that memory stays flat whatever the capture's size.
 */
export class AnalysisPool {
  readonly #options: PoolOptions
  readonly #most: number
  readonly #builder = new BatchBuilder()
  readonly #waiting: { batch: Batch; goesOn: boolean }[] = []
  readonly #listeners = new Map<number, OnFacts>()
  readonly #abort = () => this.#threads.forEach((thread) => thread.fail(this.#options.signal?.reason))
  #here: BatchAnalysis | undefined
  #threads: AnalysisThread[] = []
  /** Who has the beginning of the file that goes on. */
  #pinned: AnalysisThread | 'here' | undefined
  /** Whether that may be this thread. */
  #mayPinHere = false
  #files = 0

  constructor(options: PoolOptions) {
    this.#options = options
    this.#most = options.threads ?? Math.min(availableParallelism() - 1, mostThreads)
  }

  /** Takes the bytes of one file; `onFacts` is called when they have been analysed, before `end` resolves. */
  async add(entry: Body, questions: FileQuestions, onFacts: OnFacts): Promise<void> {
    const builder = this.#builder
    const file = this.#files++
    this.#listeners.set(file, onFacts)
    this.#mayPinHere = (entry.size ?? Infinity) <= longestHere
    const whole = entry.whole?.()
    if (whole && builder.hasRoom(whole.length)) {
      builder.begin(file, questions)
      builder.add(whole, 0)
    } else await this.#addChunks(whole ? [whole] : entry.body(), file, questions)
    builder.end(entry.truncated !== undefined)
    if (builder.isFull) await this.#send(builder.take(), false)
  }

  async #addChunks(
    chunks: AsyncIterable<Buffer> | readonly Buffer[],
    file: number,
    questions: FileQuestions,
  ): Promise<void> {
    const builder = this.#builder
    let begun = false
    for await (const chunk of chunks) {
      if (!begun) await this.#begin(file, questions, chunk.length)
      begun = true
      for (let taken = builder.add(chunk, 0); taken < chunk.length; taken += builder.add(chunk, taken)) {
        await this.#send(builder.take(), true)
        builder.begin(file)
      }
    }
    if (!begun) builder.begin(file, questions)
  }

  /** Resolves when all that was added has been analysed. */
  async end(): Promise<void> {
    if (!this.#builder.isEmpty) await this.#send(this.#builder.take(), false)
    for (const { batch } of this.#waiting.splice(0)) this.#runHere(batch)
    await Promise.all(this.#threads.map((thread) => thread.idle()))
  }

  /** Ends the threads, also in the middle of their work. */
  async close(): Promise<void> {
    this.#options.signal?.removeEventListener('abort', this.#abort)
    await Promise.all(this.#threads.map((thread) => thread.terminate()))
  }

  /** A file that fits into a batch is not torn apart: what goes on has to wait for the thread that has its beginning. */
  async #begin(file: number, questions: FileQuestions, bytes: number): Promise<void> {
    if (!this.#builder.hasRoom(bytes) && !this.#builder.isEmpty) await this.#send(this.#builder.take(), false)
    this.#builder.begin(file, questions)
  }

  async #send(batch: Batch, goesOn: boolean): Promise<void> {
    this.#options.signal?.throwIfAborted()
    if (this.#most === 0) return this.#runHere(batch)
    if (this.#threads.length > 0) return this.#handOver(batch, goesOn)
    this.#waiting.push({ batch, goesOn })
    if (this.#waiting.length < worthThreads) return
    this.#start()
    for (const waiting of this.#waiting.splice(0)) await this.#handOver(waiting.batch, waiting.goesOn)
  }

  #start(): void {
    const { analyst, signal } = this.#options
    const thread = () => new AnalysisThread(analyst, (answer) => this.#learn(answer))
    this.#threads = Array.from({ length: this.#most }, thread)
    signal?.addEventListener('abort', this.#abort)
  }

  /** What is not too long is analysed here where the threads have enough to do: this one would but wait for them. */
  async #handOver(batch: Batch, goesOn: boolean): Promise<void> {
    const who = this.#pinned ?? (await this.#whoHasTime(goesOn))
    this.#pinned = goesOn ? who : undefined
    if (who === 'here') return this.#runHere(batch)
    await who.room()
    who.send(batch)
  }

  async #whoHasTime(goesOn: boolean): Promise<AnalysisThread | 'here'> {
    const mayBeHere = !goesOn || this.#mayPinHere
    return mayBeHere && !(await this.#hasRoom()) ? 'here' : this.#freest()
  }

  async #hasRoom(): Promise<boolean> {
    const hasRoom = () => this.#threads.some((thread) => thread.hasRoom)
    if (hasRoom()) return true
    // What the threads have answered meanwhile comes in.
    await nextTurn()
    return hasRoom()
  }

  async #freest(): Promise<AnalysisThread> {
    await Promise.race(this.#threads.map((thread) => thread.room()))
    return this.#threads.reduce((least, thread) => (thread.inFlight < least.inFlight ? thread : least))
  }

  #runHere(batch: Batch): void {
    this.#here ??= new BatchAnalysis(createAnalyst(this.#options.analyst))
    this.#learn(this.#here.run(batch))
  }

  #learn({ learned, free }: BatchAnswer): void {
    free.forEach((bytes) => this.#builder.reuse(bytes))
    for (const { file, facts } of learned) {
      this.#listeners.get(file)?.(facts)
      this.#listeners.delete(file)
    }
  }
}
