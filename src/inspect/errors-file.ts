import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Output } from './output.js'
import type { InspectProblem } from './types.js'

export const errorsFile = 'errors.json'

/** Adds a run's problems to those that other runs into the same folder left; to be called under the folder's lock. */
export async function writeErrors(output: Output): Promise<void> {
  if (output.problems.length === 0) return
  const earlier = await earlierProblems(join(output.destDir, errorsFile))
  await output.text(errorsFile, `${JSON.stringify([...earlier, ...output.problems], null, 2)}\n`)
}

/** A file that is no list of problems was not ours, or is broken: it is replaced. */
async function earlierProblems(path: string): Promise<InspectProblem[]> {
  try {
    const value: unknown = JSON.parse(await readFile(path, 'utf8'))
    return Array.isArray(value) ? (value as InspectProblem[]) : []
  } catch {
    return []
  }
}
