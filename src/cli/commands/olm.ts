import { randomBytes } from 'node:crypto'
import { connect } from '../../kube/connect.js'
import type { ExitCode } from '../../model/errors.js'
import { exitCodes } from '../../model/errors.js'
import type { Logger } from '../../model/logger.js'
import {
  createFolderWriter,
  formatDiagnoses,
  formatProblems,
  formatResult,
  inspectOperators,
  noWriter,
  type OlmInspectResult,
} from '../../olm/index.js'
import { createRedact } from '../../run/redact.js'
import { keepMemoryLow } from '../low-memory.js'
import type { Entry } from '../main.js'
import { connectOptions } from '../options/kubeconfig.js'
import type { OlmFlags } from '../options/olm.js'

/** `must-gather olm`: writes what OLM made of Subscriptions where a folder is wanted, and prints what came of it. */
export async function olmCommand({ env }: Entry, flags: OlmFlags): Promise<ExitCode> {
  keepMemoryLow()
  const destDir = flags.destDir ?? (flags.output === 'tree' ? randomFolder() : undefined)
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())
  const connection = await connect(connectOptions(flags, env))
  const redact = createRedact()
  try {
    const result = await inspectOperators({
      connection,
      packageName: flags.package,
      namespace: flags.namespace,
      writer: destDir === undefined ? noWriter : createFolderWriter(destDir),
      // Without a folder nobody would read them.
      logs: flags.logs && destDir !== undefined,
      since: flags.since,
      sinceTime: flags.sinceTime,
      concurrency: flags.parallel,
      signal: stop.signal,
      logger: stderrLogger(flags.verbose, redact),
      redact,
    })
    process.stdout.write(texts[flags.output](result, destDir ?? ''))
    if (flags.output === 'summary') process.stderr.write(formatProblems(result.problems).join(''))
    return exitCodeOf(result)
  } finally {
    connection.close()
  }
}

const randomFolder = () => `olm.local.${randomBytes(4).toString('hex')}`

const texts: Record<OlmFlags['output'], (result: OlmInspectResult, destDir: string) => string> = {
  tree: formatResult,
  json: (result) => `${JSON.stringify(result, null, 2)}\n`,
  summary: ({ subscriptions }) => formatDiagnoses(subscriptions),
}

function exitCodeOf({ interrupted, problems }: OlmInspectResult): ExitCode {
  if (interrupted) return exitCodes.interrupted
  return problems.some(({ severity }) => severity === 'error') ? exitCodes.environment : exitCodes.passed
}

function stderrLogger(verbose: boolean, redact: (text: string) => string): Logger {
  const say = (message: string) => void process.stderr.write(`${redact(message)}\n`)
  return verbose ? { debug: say, info: say, warn: say } : { debug: () => {}, info: say, warn: () => {} }
}
