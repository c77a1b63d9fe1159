/** Work that waits for its turn: reads of objects go before logs, which are long. */
export type Lane = 'read' | 'log'

/** How long after a step down the next one may follow: those refused together count once. */
const calmMs = 1000

/**
 * Runs work side by side, at most `limit` at a time and logs in half of the places. A server that asks for a pause gets
 * half as much at once; from then on each round of successes adds one place again.
 */
export class Throttle {
  readonly #most: number
  readonly #now: () => number
  readonly #waiting: Record<Lane, (() => void)[]> = { read: [], log: [] }
  readonly #running: Record<Lane, number> = { read: 0, log: 0 }
  #limit: number
  #successes = 0
  #steppedDown = -Infinity

  constructor(limit: number, now: () => number = () => performance.now()) {
    this.#most = limit
    this.#limit = limit
    this.#now = now
  }

  /** How much runs at once now. */
  get limit(): number {
    return this.#limit
  }

  /** Runs the work when its turn comes. Nothing in it may wait for other such work. */
  async run<T>(lane: Lane, work: () => Promise<T>): Promise<T> {
    if (!this.#hasPlace(lane)) await new Promise<void>((resolve) => this.#waiting[lane].push(resolve))
    else this.#running[lane]++
    try {
      const result = await work()
      this.#succeeded()
      return result
    } finally {
      this.#running[lane]--
      this.#startNext()
    }
  }

  /** The server asked for a pause. */
  slowDown(): void {
    if (this.#now() - this.#steppedDown < calmMs) return
    this.#steppedDown = this.#now()
    this.#limit = Math.max(1, Math.floor(this.#limit / 2))
    this.#successes = 0
  }

  #succeeded(): void {
    if (this.#limit === this.#most || ++this.#successes < this.#limit) return
    this.#successes = 0
    this.#limit++
  }

  #hasPlace(lane: Lane): boolean {
    if (this.#running.read + this.#running.log >= this.#limit) return false
    return lane === 'read' || this.#running.log < Math.ceil(this.#limit / 2)
  }

  #startNext(): void {
    for (const lane of ['read', 'log'] as const) {
      while (this.#waiting[lane].length > 0 && this.#hasPlace(lane)) {
        this.#running[lane]++
        this.#waiting[lane].shift()?.()
      }
    }
  }
}
