import { ExpectedError } from '../../model/errors.js'
import { lastLines, runTool } from './tool.js'

/** The container engines that kind can use, in the order in which they are tried. */
export const engineNames = ['docker', 'podman', 'nerdctl'] as const
export type EngineName = (typeof engineNames)[number]

/** How long an engine may take to say its version; a daemon that hangs counts as none. */
const answerMs = 15_000

/** Asks each engine for its version and returns the first that answers. Throws `kind.no-engine` with every engine's answer. */
export async function findEngine(
  candidates: readonly EngineName[],
  env: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<EngineName> {
  const answers: string[] = []
  for (const name of candidates) {
    const problem = await whyNoAnswer(name, env, signal)
    if (problem === undefined) return name
    answers.push(`${name}: ${problem}`)
  }
  throw new ExpectedError({
    code: 'kind.no-engine',
    message: `no container engine answers (${answers.join('; ')})`,
    next: 'Start Docker, Podman or nerdctl on this machine, or choose another cluster with --cluster=embedded or --cluster=existing.',
    exitCode: 3,
  })
}

/** `version` talks to the daemon; `--version` would not. */
async function whyNoAnswer(
  name: EngineName,
  env: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<string | undefined> {
  const limit = AbortSignal.timeout(answerMs)
  try {
    const failure = { code: 'kind.no-engine', next: 'Start the engine.' }
    await runTool(name, ['version'], { env, signal: AbortSignal.any([signal, limit]), failure })
    return undefined
  } catch (error) {
    signal.throwIfAborted()
    if (limit.aborted) return `no answer within ${answerMs / 1000} s`
    if (!(error instanceof ExpectedError)) throw error
    return error.message.includes('was not found') ? 'not on PATH' : lastLines(error.message, 1)
  }
}
