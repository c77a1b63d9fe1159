import type { Worker } from 'node:worker_threads'
import type { AnalystOptions } from '../analyst.js'
import type { Batch, BatchAnswer } from './types.js'
import { takeThread } from './warm-thread.js'

/** Batches that a thread may have before it is given more: one that it works on, and what keeps it from waiting. */
const mostInFlight = 3

/** A worker thread, and what it has been given. */
export class AnalysisThread {
  inFlight = 0
  readonly #worker: Worker
  readonly #waiting = new Set<() => void>()
  #failure: { reason: unknown } | undefined

  constructor(options: AnalystOptions, onAnswer: (answer: BatchAnswer) => void) {
    this.#worker = takeThread()
    this.#worker.postMessage(options)
    this.#worker.on('message', (answer: BatchAnswer) => {
      this.inFlight--
      onAnswer(answer)
      this.#wake()
    })
    this.#worker.on('error', (error) => this.fail(error))
    this.#worker.on('exit', (code) =>
      this.fail(new Error(`a thread of the analysis ended with code ${code}`)),
    )
  }

  get hasRoom(): boolean {
    return this.inFlight < mostInFlight
  }

  /** Only where there is room. */
  send(batch: Batch): void {
    this.inFlight++
    this.#worker.postMessage(batch, [batch.bytes])
  }

  /** Resolves when it may be given more. Throws what it failed of. */
  room(): Promise<void> {
    return this.#until(() => this.hasRoom)
  }

  /** Resolves when it has answered all that it was given. Throws what it failed of. */
  idle(): Promise<void> {
    return this.#until(() => this.inFlight === 0)
  }

  /** Ends all waits with a reason: the first counts. */
  fail(reason: unknown): void {
    this.#failure ??= { reason }
    this.#wake()
  }

  async terminate(): Promise<void> {
    await this.#worker.terminate()
  }

  async #until(holds: () => boolean): Promise<void> {
    while (!holds()) {
      if (this.#failure) throw this.#failure.reason
      await new Promise<void>((resolve) => this.#waiting.add(resolve))
    }
  }

  #wake(): void {
    for (const resolve of this.#waiting) resolve()
    this.#waiting.clear()
  }
}
