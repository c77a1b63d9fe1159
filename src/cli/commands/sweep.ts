import { sweepKindClusters, type OldCluster } from '../../clusters/index.js'
import { sweep as sweepObjects } from '../../gather/index.js'
import { findThroughOlm } from '../../install/index.js'
import { connect } from '../../kube/index.js'
import { formatDuration } from '../../lib/duration.js'
import type { ExitCode } from '../../model/errors.js'
import { exitCodes } from '../../model/errors.js'
import type { ObjectRef } from '../../model/kubernetes.js'
import { kubeconfigOf } from '../default-kubeconfig.js'
import { findOnPath } from '../find-on-path.js'
import type { Entry } from '../main.js'
import type { DoctorOptions } from '../options/doctor.js'

const sweepMs = 10 * 60_000

/** What was found, a line for each, and whether it is gone. */
interface Row {
  what: string
  problem?: string | undefined
}

/** `must-gather doctor --sweep`: takes away what killed runs left. A cluster's objects only where one is named. */
export async function sweep({ env }: Entry, options: DoctorOptions): Promise<ExitCode> {
  const signal = AbortSignal.timeout(sweepMs)
  const rows = [
    ...(options.run === undefined ? await kindRows(env['PATH'] ?? '', options, signal) : []),
    ...(options.kubeconfig === undefined && options.context === undefined
      ? []
      : await objectRows(kubeconfigOf(options.kubeconfig, env), options, signal)),
  ]
  const done = options.dryRun ? 'found  ' : 'deleted'
  for (const { what, problem } of rows)
    process.stdout.write(problem === undefined ? `${done}  ${what}\n` : `left     ${what}: ${problem}\n`)
  if (rows.length === 0)
    process.stdout.write(`nothing of runs that have made nothing for ${formatDuration(options.olderThan)}\n`)
  return rows.some(({ problem }) => problem !== undefined) ? exitCodes.environment : exitCodes.passed
}

async function kindRows(path: string, options: DoctorOptions, signal: AbortSignal): Promise<Row[]> {
  if (!(await findOnPath('kind', path))) return []
  const { olderThan, dryRun } = options
  const found = await sweepKindClusters({ olderThanMs: olderThan, dryRun, now: new Date(), signal })
  return found.map(({ name, ageMs, problem }: OldCluster) => ({
    what: `kind cluster ${name}, of a run ${formatDuration(Math.floor(ageMs / 1000) * 1000)} ago`,
    problem,
  }))
}

async function objectRows(
  kubeconfig: string | undefined,
  { context, olderThan, dryRun, run }: DoctorOptions,
  signal: AbortSignal,
): Promise<Row[]> {
  const connection = await connect({ kubeconfig, context })
  try {
    const olderThanMs = run === undefined ? olderThan : 0
    const which = { olderThanMs, runId: run, dryRun }
    const { found, left } = await sweepObjects({ connection, ...which, further: findThroughOlm, signal })
    const problems = new Map(left.map(({ object, reason }) => [nameOf(object), reason]))
    const names = new Set([...found.map(nameOf), ...problems.keys()])
    return [...names].map((what) => ({ what, problem: problems.get(what) }))
  } finally {
    connection.close()
  }
}

const nameOf = ({ kind, namespace, name }: ObjectRef) =>
  namespace === undefined ? `${kind} ${name}` : `${kind} ${namespace}/${name}`
