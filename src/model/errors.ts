/** Exit codes of every command; where several apply, `worseExitCode` chooses. */
export const exitCodes = {
  passed: 0,
  broken: 1,
  usage: 2,
  environment: 3,
  deadline: 4,
  interrupted: 130,
} as const
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

const precedence: readonly ExitCode[] = [130, 2, 3, 4, 1, 0]

/** The exit code that wins where two apply: 130 > 2 > 3 > 4 > 1 > 0. */
export function worseExitCode(a: ExitCode, b: ExitCode): ExitCode {
  return precedence.indexOf(a) <= precedence.indexOf(b) ? a : b
}

export interface ExpectedErrorOptions {
  /** Stable, dotted, lower case: `config.invalid`, `kube.unreachable`. Tests and users match on it. */
  code: string
  /** What failed, and on what. */
  message: string
  /** What to try next, as a sentence. */
  next: string
  exitCode: 2 | 3 | 4 | 130
  cause?: unknown
}

/** A failure that was foreseen: shown to the user as what, where and what to do next, without a stack. */
export class ExpectedError extends Error {
  readonly code: string
  readonly next: string
  readonly exitCode: 2 | 3 | 4 | 130

  constructor(options: ExpectedErrorOptions) {
    super(options.message, { cause: options.cause })
    this.name = 'ExpectedError'
    this.code = options.code
    this.next = options.next
    this.exitCode = options.exitCode
  }
}
