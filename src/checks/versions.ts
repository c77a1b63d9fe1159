import type { CheckOutcome } from '../model/check.js'
import type { GatherFacts } from '../model/facts.js'
import { notEvaluated } from './define-check.js'

export interface GatherVersion {
  gather: GatherFacts
  /** Without trailing empty lines. */
  lines: string[]
}

/** The version files that are there. */
export function versions(gathers: readonly GatherFacts[]): GatherVersion[] {
  return gathers.flatMap((gather) => {
    if (!gather.version) return []
    const lines = [...gather.version.lines]
    while (lines.length > 0 && lines.at(-1)?.trim() === '') lines.pop()
    return [{ gather, lines }]
  })
}

/** Those with a second line, on which the version stands. */
export function versionTexts(gathers: readonly GatherFacts[]): { gather: GatherFacts; text: string }[] {
  return versions(gathers).flatMap(({ gather, lines }) => {
    const text = lines[1]?.trim()
    return text ? [{ gather, text }] : []
  })
}

export const withoutVersion: CheckOutcome = notEvaluated('there is no version file', 'MG-VER-001')
export const withoutSecondLine: CheckOutcome = notEvaluated(
  'the version file has no second line',
  'MG-VER-002',
)

/** The first three numbers of a version in a text: `v4.18.0-2024` gives `4.18.0`. */
export function threeNumbers(text: string): string | undefined {
  return /(?:^|[^\d.])(\d+\.\d+\.\d+)(?!\d)/.exec(text)?.[1]
}
