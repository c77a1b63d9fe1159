import type { CheckOutcome, FindingDraft } from '../model/check.js'
import type { Facts, FileProblem } from '../model/facts.js'
import { counted } from './define-check.js'
import { filesIn, placeIn } from './gathers.js'

/** What a kind of problem with names and bytes comes to, in the gathers and around them. */
export function problemFindings(
  { capture, gathers, scripts }: Pick<Facts, 'capture' | 'gathers' | 'scripts'>,
  kind: FileProblem['kind'],
  say: (problem: FileProblem) => Pick<FindingDraft, 'message' | 'want'>,
): CheckOutcome {
  const draft = (problem: FileProblem, path: string): FindingDraft => ({
    ...say(problem),
    got: problem.reason,
    at: { path },
    subject: problem.path,
  })
  const all = [...gathers, ...scripts]
  return {
    looked: counted(filesIn(all), 'file'),
    findings: [
      ...capture.problems
        .filter((problem) => problem.kind === kind)
        .map((problem) => draft(problem, problem.path)),
      ...all.flatMap((gather) =>
        gather.problems
          .filter((problem) => problem.kind === kind)
          .map((problem) => draft(problem, placeIn(gather, problem.path).path)),
      ),
    ],
  }
}
