import type { Layout } from '../capture/index.js'
import type { FactsAtHand } from '../model/check.js'
import type { FactsOptions } from './index.js'
import type { Sidecars } from './sidecars.js'

/** Why a fact is not at hand, for the checks that would read it. */
export function absences(
  layout: Layout,
  { problems }: Sidecars,
  { config }: FactsOptions,
): FactsAtHand['absent'] {
  const unrecorded = (file: string, problem: string | undefined) =>
    problem
      ? `${file} ${problem}`
      : `there is no ${file}: how this ${nouns[layout.kind]} came about was not recorded`
  return {
    record: unrecorded('capture.json', problems.record),
    image: unrecorded('image.json', problems.image),
    live: unrecorded('cluster.json', problems['live-objects']),
    gathers: `there is no gather in this ${nouns[layout.kind]}`,
    config: 'no configuration was given (--isv)',
    expected: config ? 'isv.yaml names no contract.expectedFiles' : 'no configuration was given (--isv)',
  }
}

const nouns = { capture: 'capture', oc: 'must-gather', bare: 'folder' } as const
