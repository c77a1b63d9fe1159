import { expect } from 'vitest'
import type { Capability } from '../../../src/clusters/types.js'
import type { KubeObject } from '../../../src/model/kubernetes.js'
import type { Words } from './kubectl.js'
import type { Scene } from './scene.js'

/** One promise of a cluster; independent of every other, in any order, side by side with them. */
export type Case = (scene: Scene) => Promise<void>

/** Cases that share a namespace and what is in it. */
export interface Group {
  /** Lower case with dashes: the namespace is named after it. */
  name: string
  /** What is put into the namespace before anything else happens; only read by the cases. */
  objects?: (scene: Scene) => KubeObject[]
  /** What the cluster must be able to do for the group to make sense. */
  needs?: Capability
  cases: Record<string, Case>
}

/** The name by which a case is known: `logs: of all containers`. */
export const caseName = (group: Group, name: string): string => `${group.name}: ${name}`

/** A case that is one command and what it prints. */
export const prints =
  (words: Words, expected: string | RegExp): Case =>
  async ({ says }) => {
    const out = await says(words)
    if (typeof expected === 'string') expect(out).toBe(expected)
    else expect(out).toMatch(expected)
  }

/** A case that is one command and what it complains of. */
export const refuses =
  (words: Words, expected: string | RegExp): Case =>
  async ({ refused }) => {
    const err = await refused(words)
    if (typeof expected === 'string') expect(err).toBe(expected)
    else expect(err).toMatch(expected)
  }
