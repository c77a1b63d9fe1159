import type { Random } from './random.js'

/** Inputs that are mutated further: the seeds, and whatever had an outcome that none had before. */
export interface Corpus {
  pick(random: Random): Buffer
  add(input: Buffer, outcome: string, random: Random): void
  readonly outcomes: number
  /** What the inputs hold. */
  readonly bytes: number
}

/** More are not kept: a new one then takes the place of an old one that is no seed. */
const most = 400

export function createCorpus(seeds: readonly Buffer[]): Corpus {
  const inputs = [...seeds]
  const outcomes = new Set<string>()
  return {
    // One in three is a seed or one of the latest: what is new is worth more than what was tried often.
    pick: (random) =>
      (random.oneIn(3) ? inputs.at(-1 - random.below(Math.min(20, inputs.length))) : undefined) ??
      random.pick(inputs),
    add(input, outcome, random) {
      if (outcomes.has(outcome)) return
      outcomes.add(outcome)
      if (inputs.length < seeds.length + most) inputs.push(Buffer.from(input))
      else inputs[seeds.length + random.below(most)] = Buffer.from(input)
    },
    get outcomes() {
      return outcomes.size
    },
    get bytes() {
      return inputs.reduce((sum, { length }) => sum + length, 0)
    },
  }
}
