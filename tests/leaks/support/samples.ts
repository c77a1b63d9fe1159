import { fake } from '../../../src/secrets/rules/samples.js'

let seed = 100

/** Secrets made for a test, each with a name that says where it was put. */
export interface PlantedSecrets {
  readonly all: ReadonlyMap<string, string>
  readonly add: (name: string, value: string) => string
}

export function plantedSecrets(): PlantedSecrets {
  const all = new Map<string, string>()
  return {
    all,
    add(name, value) {
      all.set(name, value)
      return value
    },
  }
}

/** What a rule knows by its looks. */
export const token = () => `glpat-${fake('url', 20, seed++)}`

/** What only its place tells. */
export const password = () => `${fake('alnum', 8, seed++)}-${fake('lower', 6, seed++)}9`
