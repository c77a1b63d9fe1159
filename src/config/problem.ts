import { ExpectedError } from '../model/errors.js'

/** One error in a file that somebody wrote, where it is and what should be there. */
export interface ConfigProblem {
  file: string
  /** 1-based. */
  line: number
  column: number
  /** Where in the document: `spec.images.operator.ref`; empty for the document itself. */
  path: string
  message: string
  expected?: string
  /** The valid name that was probably meant. */
  nearest?: string
}

/** Every error of the files at once. */
export class ConfigError extends ExpectedError {
  readonly problems: readonly ConfigProblem[]

  constructor(problems: readonly ConfigProblem[]) {
    const files = [...new Set(problems.map(({ file }) => file))]
    const count = problems.length === 1 ? '1 error' : `${problems.length} errors`
    super({
      code: 'config.invalid',
      message: [
        `${count} in ${files.join(', ')}`,
        ...problems.map((problem) => `  ${describe(problem)}`),
      ].join('\n'),
      next: 'Mend them and try again; nothing was deployed.',
      exitCode: 2,
    })
    this.name = 'ConfigError'
    this.problems = problems
  }
}

/** `isv.yaml:7:5: spec.images: unknown key "oprator"; did you mean "operator"?` */
function describe({ file, line, column, path, message, expected, nearest }: ConfigProblem): string {
  const where = path === '' ? '' : `${path}: `
  const hint =
    nearest === undefined
      ? expected === undefined
        ? ''
        : `; expected ${expected}`
      : `; did you mean "${nearest}"?`
  return `${file}:${line}:${column}: ${where}${message}${hint}`
}

/** By file as they came, then by place; the same error at the same place once. */
export function sortProblems(problems: readonly ConfigProblem[]): ConfigProblem[] {
  const seen = new Set<string>()
  return [...problems]
    .sort((a, b) => (a.file === b.file ? a.line - b.line || a.column - b.column : 0))
    .filter((problem) => {
      const key = describe(problem)
      return !seen.has(key) && seen.add(key)
    })
}
