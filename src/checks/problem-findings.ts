import type { FindingDraft } from '../model/check.js'
import type { Facts, FileProblem } from '../model/facts.js'
import { placeIn } from './gathers.js'

/** What a kind of problem with names and bytes comes to, in the gathers and around them. */
export function problemFindings(
  { capture, gathers, others }: Pick<Facts, 'capture' | 'gathers' | 'others'>,
  kind: FileProblem['kind'],
  say: (problem: FileProblem) => Pick<FindingDraft, 'message' | 'want'>,
): FindingDraft[] {
  const draft = (problem: FileProblem, path: string): FindingDraft => ({
    ...say(problem),
    got: problem.reason,
    ...(path === '' ? {} : { at: { path } }),
    subject: problem.path,
  })
  const ofKind = (problem: FileProblem) => problem.kind === kind
  return [
    ...capture.problems.filter(ofKind).map((problem) => draft(problem, problem.path)),
    ...[...gathers, ...others].flatMap((gather) =>
      gather.problems.filter(ofKind).map((problem) => draft(problem, placeIn(gather, problem.path).path)),
    ),
  ]
}
