import { randomBytes } from 'node:crypto'
import {
  eventsFilePage,
  formatPlan,
  formatSummary,
  inspect,
  joinNames,
  planInspect,
  unknownTypeReason,
  type InspectOptions,
  type InspectProblem,
} from '../../inspect/index.js'
import { connect } from '../../kube/connect.js'
import type { ExitCode } from '../../model/errors.js'
import { ExpectedError, exitCodes } from '../../model/errors.js'
import type { Logger } from '../../model/logger.js'
import { keepMemoryLow } from '../low-memory.js'
import { createRedact } from '../../run/redact.js'
import type { Entry } from '../main.js'
import type { InspectFlags } from '../options/inspect.js'
import { connectOptions } from '../options/kubeconfig.js'

/** `must-gather inspect RES...`: writes the dump, prints what was and what was not read. */
export async function inspectCommand({ env }: Entry, args: string[], flags: InspectFlags): Promise<ExitCode> {
  keepMemoryLow()
  const destDir = flags.destDir ?? `inspect.local.${randomBytes(4).toString('hex')}`
  if (flags.eventsFile !== undefined) {
    await eventsFilePage(flags.eventsFile, destDir)
    return exitCodes.passed
  }
  if (args.length === 0) throw nothingAsked()
  const stop = new AbortController()
  const interrupt = () => stop.abort()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, interrupt)
  const connection = await connect(connectOptions(flags, env))
  const redact = createRedact()
  const options: InspectOptions = {
    ...flags,
    connection,
    resources: joinNames(args),
    destDir,
    redactConfigMaps: flags.redactConfigmaps,
    rotatedLogs: flags.rotatedPodLogs,
    concurrency: flags.parallel,
    signal: stop.signal,
    redact,
    logger: stderrLogger(flags.verbose, redact),
  }
  try {
    return flags.dryRun ? await plan(options, flags) : await dump(options, flags)
  } finally {
    connection.close()
  }
}

async function plan(options: InspectOptions, flags: InspectFlags): Promise<ExitCode> {
  const result = await planInspect(options)
  process.stdout.write(flags.output === 'json' ? json(result) : formatPlan(result))
  return exitCodeOf(result.problems)
}

async function dump(options: InspectOptions, flags: InspectFlags): Promise<ExitCode> {
  const text = flags.output === 'text'
  if (text) process.stdout.write(options.resources.map((name) => `Gathering data for ${name}...\n`).join(''))
  const result = await inspect(options)
  process.stdout.write(text ? formatSummary(result) : json(result))
  return result.interrupted ? exitCodes.interrupted : exitCodeOf(result.problems)
}

/** A type that does not exist was asked for wrongly; all else is the cluster's answer. */
function exitCodeOf(problems: readonly InspectProblem[]): ExitCode {
  const errors = problems.filter(({ severity }) => severity === 'error')
  if (errors.some(({ reason }) => reason === unknownTypeReason)) return exitCodes.usage
  return errors.length > 0 ? exitCodes.environment : exitCodes.passed
}

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`

/** Problems are in the summary; the log has them only where every request is told. */
function stderrLogger(verbose: boolean, redact: (text: string) => string): Logger {
  const say = (message: string) => void process.stderr.write(`${redact(message)}\n`)
  return verbose ? { debug: say, info: say, warn: say } : { debug: () => {}, info: say, warn: () => {} }
}

function nothingAsked(): ExpectedError {
  return new ExpectedError({
    code: 'usage.inspect',
    message: 'nothing was asked for',
    next: 'Name resources, as in must-gather inspect ns/acme clusteroperators.',
    exitCode: exitCodes.usage,
  })
}
