import { randomInt } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { runClient, type ClientOptions } from '../../gather/client/index.js'
import { connect, inClusterFromEnv } from '../../kube/index.js'
import type { ExitCode } from '../../model/errors.js'
import { createRedact } from '../../run/redact.js'
import { sweepRun } from '../after-kill.js'
import { kubeconfigOf } from '../default-kubeconfig.js'
import { watchInterrupts } from '../interrupts.js'
import { collectAsItComes } from '../low-memory.js'
import type { Entry } from '../main.js'
import type { RunOptions } from '../options/run.js'
import { startReaper } from '../reaper.js'
import { runConsole } from '../run-console.js'
import { runSummary } from '../run-summary.js'
import { sharedOptions, checkUsage } from '../run-shared-options.js'
import { newRunId } from '../run-id.js'
import { toolOf } from '../tool.js'

/** `must-gather run`: what `oc adm must-gather` is. `command` replaces the image's gather. */
export async function run(
  entry: Entry,
  options: RunOptions,
  command: readonly string[] | undefined,
): Promise<ExitCode> {
  checkUsage(options)
  const shared = await sharedOptions(options)
  const kubeconfig = kubeconfigOf(options.kubeconfig, entry.env)
  const { context, output } = options
  const connection = await connect({ kubeconfig, context, inCluster: inClusterFromEnv(entry.env) })
  const runId = newRunId(new Date())
  const workDir = await mkdtemp(join(tmpdir(), `must-gather-${runId}-`))
  const reaper = startReaper({ folder: workDir, command: afterKill(runId, kubeconfig, options) })
  const collect = collectAsItComes()
  const redact = createRedact()
  const told = runConsole({
    out: output === 'json' ? process.stderr : process.stdout,
    live: process.stderr.isTTY && !entry.env['CI'] ? process.stderr : undefined,
    colour: entry.env['NO_COLOR'] === undefined,
    verbose: options.verbose,
    redact,
  })
  const console: typeof told = {
    ...told,
    progress(job, now) {
      // While a gather runs, which may take long, there is nothing to collect.
      if (now.phase === 'copy') collect()
      told.progress(job, now)
    },
  }
  const interrupts = watchInterrupts((message) => console.logger.warn(message))
  try {
    if (options.volumePercentage >= 90)
      console.logger.warn(`--volume-percentage ${options.volumePercentage} may fill the disk of the node`)
    if (options.timeout.deprecated)
      console.logger.warn('--timeout without a unit is deprecated: seconds are assumed; write 600s or 10m')
    const { record, exitCode, path } = await runClient({
      connection,
      runId,
      tool: toolOf(entry),
      wishes: { images: options.image, imageStreams: options.imageStream, allImages: options.allImages },
      nodeSelector: options.nodeSelector,
      command,
      shared,
      layout: options.layout,
      destination: destinationOf(options, workDir),
      console,
      logger: console.logger,
      redact,
      now: () => new Date(),
      signal: interrupts.signal,
      forceSignal: interrupts.force,
    })
    console.close()
    process.stdout.write(
      output === 'json' ? `${JSON.stringify(record, undefined, 2)}\n` : runSummary(record, path),
    )
    return exitCode
  } finally {
    console.close()
    interrupts.stop()
    connection.close()
    await rm(workDir, { recursive: true, force: true })
    reaper.dismiss()
  }
}

function destinationOf({ archive, destDir }: RunOptions, workDir: string): ClientOptions['destination'] {
  if (archive !== undefined) return { archive: resolve(archive), workDir }
  return { folder: resolve(destDir ?? `must-gather.local.${randomInt(2 ** 47)}`) }
}

/** What takes away what a killed run made; nothing where it was to stay, or where its credentials die with its pod. */
function afterKill(
  runId: string,
  kubeconfig: string | undefined,
  { keep, context }: RunOptions,
): readonly string[] | undefined {
  if (keep || kubeconfig === undefined) return undefined
  return sweepRun(runId, { kubeconfig, context })
}
