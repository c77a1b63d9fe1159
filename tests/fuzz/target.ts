import type { Random } from './random.js'

/** What is fuzzed: a public entry of the product, and how inputs for it are made. */
export interface Target {
  name: string
  /** Its part of the executions, against the other targets. */
  weight: number
  /** Good inputs to begin with. */
  seeds(): Promise<Buffer[]> | Buffer[]
  /** Another input, made of one that is known and sometimes of a second one. */
  mutate(input: Buffer, random: Random, other: Buffer): Buffer
  /**
   * Runs the product on the input and says in a few words what came of it: what has not been seen before is kept and
   * mutated further. Throws where the product does what it must not: any error that it did not foresee, or a property
   * that does not hold.
   */
  run(input: Buffer): Promise<string> | string
}

/** A property that must hold, and does not. */
export class Broken extends Error {
  override name = 'Broken'
}

/** Inputs are kept smaller than this: what is wrong with large ones is mostly wrong with small ones, and sooner found. */
export const maxInput = 64 * 1024
