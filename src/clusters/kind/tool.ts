import { execa } from 'execa'
import { until } from '../../lib/deadline.js'
import { ExpectedError } from '../../model/errors.js'

export interface ToolResult {
  /** Of standard output, without the newline at its end. */
  stdout: string
  /** Both streams as they were printed. */
  output: string
}

export interface ToolOptions {
  signal: AbortSignal
  /** Added to the environment of this process. */
  env?: Readonly<Record<string, string>> | undefined
  /** The stable code of a failure, and what to try next. */
  failure: { code: string; next: string }
}

/** How long a tool's process group may go on after it was told to end. */
const groupEndMs = 15_000

/**
 * Runs a program with an argument array and waits for it; an abort ends it and everything it started.
 * Throws `ExpectedError` with the failure's code and the last lines of the output, or the signal's reason.
 */
export async function runTool(
  file: string,
  args: readonly string[],
  options: ToolOptions,
): Promise<ToolResult> {
  options.signal.throwIfAborted()
  // A process group of its own: Ctrl-C in a terminal must not kill it in the middle of a container's creation,
  // and what it started can be waited for.
  const child = execa(file, args, {
    all: true,
    detached: true,
    reject: false,
    stdin: 'ignore',
    maxBuffer: 32 * 1024 * 1024,
    env: { ...options.env },
  })
  const stop = () => void child.kill('SIGTERM')
  options.signal.addEventListener('abort', stop, { once: true })
  const result = await child
  options.signal.removeEventListener('abort', stop)
  if (options.signal.aborted) {
    if (child.pid !== undefined) await processGroupEnded(child.pid)
    throw options.signal.reason
  }
  if (result.failed) throw toolError(file, args, result, options)
  return { stdout: result.stdout, output: result.all }
}

/** `docker run` goes on when kind is killed; a container that appears after the clean-up would stay for ever. */
async function processGroupEnded(pid: number): Promise<void> {
  const ended = () => {
    try {
      process.kill(-pid, 0)
      return undefined
    } catch {
      return true
    }
  }
  try {
    await until(() => Promise.resolve(ended()), AbortSignal.timeout(groupEndMs))
  } catch {
    killGroup(pid)
  }
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // It ended meanwhile.
  }
}

interface FailedResult {
  all: string
  exitCode?: number | undefined
  code?: string | undefined
  cause?: unknown
}

function toolError(
  file: string,
  args: readonly string[],
  result: FailedResult,
  { failure }: ToolOptions,
): ExpectedError {
  const how =
    result.code === 'ENOENT'
      ? 'was not found'
      : result.exitCode === undefined
        ? 'could not be run'
        : `ended with exit code ${result.exitCode}`
  const said = lastLines(result.all)
  return new ExpectedError({
    code: failure.code,
    message: `${[file, ...args.slice(0, 2)].join(' ')} ${how}${said && `:\n${said}`}`,
    next: failure.next,
    exitCode: 3,
    cause: result.cause,
  })
}

const terminalCodes = /\u001b\[[0-9;?]*[A-Za-z]/g

/** The end of what a tool printed, without colours and empty lines. */
export function lastLines(output: string, count = 12): string {
  const lines = output.replace(terminalCodes, '').split(/\r\n|[\r\n]/)
  return lines
    .filter((line) => line.trim() !== '')
    .slice(-count)
    .join('\n')
}
