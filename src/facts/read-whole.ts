import type { FileProblem } from '../model/facts.js'

/** What is judged of a folder of the capture, unless that was not read whole: what is missing then may lie behind a cut. */
export function ifReadWhole<Fact extends { state: string }>(
  fact: Fact,
  folder: string,
  problems: readonly FileProblem[],
): Fact | { state: 'unread'; reason: string } {
  if (fact.state !== 'read') return fact
  // The path is empty where the archive itself ends too early.
  const problem = problems.find(({ path }) => path === '' || path.startsWith(folder))
  return problem ? { state: 'unread', reason: `${folder} was not read whole: ${problem.reason}` } : fact
}
