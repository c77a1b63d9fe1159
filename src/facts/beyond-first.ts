import { withoutGenerated } from '../lib/generated-names.js'
import type { GatherFacts } from '../model/facts.js'

/** What a repetition of a gather has that the first has not: the rest is reported there, and accepted there. */
export function beyondFirst(repeat: GatherFacts, first: GatherFacts | undefined): GatherFacts {
  if (!first) return repeat
  const secrets = new Set(first.secrets.map(({ fingerprint }) => fingerprint))
  const unproven = new Set(first.unproven.map(({ path }) => withoutGenerated(path)))
  const problems = new Set(first.problems.map(keyOf))
  return {
    ...repeat,
    secrets: repeat.secrets.filter(({ fingerprint }) => !secrets.has(fingerprint)),
    unproven: repeat.unproven.filter(({ path }) => !unproven.has(withoutGenerated(path))),
    problems: repeat.problems.filter((problem) => !problems.has(keyOf(problem))),
  }
}

const keyOf = ({ kind, path }: GatherFacts['problems'][number]) =>
  JSON.stringify([kind, withoutGenerated(path)])
