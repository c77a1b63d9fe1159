import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { driversFor } from '../clusters/index.js'
import type { Logger } from '../model/logger.js'
import type { RunProgress } from '../report/index.js'
import { inClusterFromEnv } from '../kube/index.js'
import { chooseDriver } from '../run/choose-driver.js'
import { conformanceRun } from '../run/conformance-run.js'
import { createRedact } from '../run/redact.js'
import type { Configuration } from '../verify/index.js'
import type { Session } from './commands/test.js'
import { afterKill } from './after-kill.js'
import { kubeconfigOf } from './default-kubeconfig.js'
import { readPullSecret } from './pull-secret.js'
import { startReaper } from './reaper.js'
import { toolOf } from './tool.js'

export interface RunOne {
  session: Session
  configuration: Configuration
  runId: string
  captureDir: string
  canaryKey: { key: Buffer; file: string }
  progress: RunProgress
  logger: Logger
}

/** Chooses the cluster and makes one capture. */
export async function runOne({
  session,
  configuration,
  runId,
  captureDir,
  canaryKey,
  progress,
  logger,
}: RunOne): Promise<void> {
  const { entry, options, interrupts } = session
  const { isv, expectedFiles, digest, profile } = configuration
  const pullSecret = options.pullSecret === undefined ? undefined : await readPullSecret(options.pullSecret)
  const kubeconfig = kubeconfigOf(options.kubeconfig, entry.env)
  const { driver, why } = await chooseDriver({
    wanted: options.cluster,
    drivers: driversFor(entry.env['PATH']),
    isv,
    isolation: options.isolation,
    signal: interrupts.signal,
  })
  progress.note(`${isv.name} on ${driver.name}: ${why}`)
  const workDir = await mkdtemp(join(tmpdir(), `must-gather-${runId}-`))
  const reaper = startReaper({
    folder: workDir,
    command: afterKill({ driver, options, kubeconfig, runId, workDir }),
  })
  await conformanceRun({
    isv,
    expected: expectedFiles,
    configDigest: digest,
    profile,
    runId,
    tool: toolOf(entry),
    driver,
    cluster: {
      kindConfig: options.kindConfig,
      kindImage: options.kindImage,
      kindCluster: options.kindCluster,
      logsDir: join(captureDir, 'kind-logs'),
      kubeconfig,
      context: options.context,
      inCluster: inClusterFromEnv(entry.env),
      isolation: options.isolation,
      pullSecret,
    },
    adopt: options.adopt,
    install: { method: options.install, olm: options.olm, olmManifests: options.olmManifests },
    registry: { dockerConfig: options.pullSecret, insecure: options.insecureRegistry, env: entry.env },
    imagePullPolicy: options.imagePullPolicy,
    buildArgs: options.buildArg,
    prefer: options.images,
    keep: options.keep,
    captureDir,
    workDir,
    env: entry.env,
    redact: createRedact(),
    canaryKey,
    progress,
    logger,
    now: () => new Date(),
    signal: interrupts.signal,
    forceSignal: interrupts.force,
  })
  reaper.dismiss()
}
