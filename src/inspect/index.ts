/** Dumps what a cluster says of some resources into a folder, in the layout of `oc adm inspect`: Secrets elided, failures told. */
import { mkdir } from 'node:fs/promises'
import type { Connection } from '../kube/connection.js'
import { aggregatedDiscovery } from '../kube/discovery.js'
import { resolveTargets } from './arguments.js'
import { namespaceContents } from './contents.js'
import { writeErrors } from './errors-file.js'
import { EventCollection } from './event-collection.js'
import { renderEvents } from './event-page.js'
import { withFolderLock } from './folder-lock.js'
import { Output } from './output.js'
import { Throttle } from './throttle.js'
import { timestampLines } from './timestamp.js'
import { Traffic } from './traffic.js'
import type { InspectOptions, InspectResult } from './types.js'
import { Walk } from './walk.js'

export { joinNames, unknownTypeReason } from './arguments.js'
export { eventsFilePage } from './events-file.js'
export { planInspect, type InspectPlan } from './plan.js'
export { formatPlan, formatSummary } from './summary.js'
export type { InspectOptions, InspectProblem, InspectResult } from './types.js'

const rotatedLogLimit = 50 * 2 ** 20

/**
 * Writes the dump. What cannot be read does not keep the rest away: it is in `problems`. Where the signal aborts, what was
 * read by then is there, and `interrupted` says so. Several runs may write into one folder at the same time.
 * Throws where the server cannot be reached, nothing can be written, or what is asked for contradicts itself.
 */
export async function inspect(options: InspectOptions): Promise<InspectResult> {
  const { destDir, signal, logger } = options
  const started = new Date()
  const startedMs = performance.now()
  const throttle = new Throttle(options.concurrency ?? 16)
  const traffic = new Traffic(throttle, logger)
  const connection = options.connection.observedBy(traffic)
  const { resources } = await connection.discovery(signal)
  const output = new Output(destDir, { configMaps: options.redactConfigMaps }, options.redact)
  const events = new EventCollection()
  const namespace = options.allNamespaces ? undefined : (options.namespace ?? connection.namespace)
  const { targets, problems } = resolveTargets(options.resources, resources, namespace)
  for (const problem of problems) output.problem(problem)
  await mkdir(destDir, { recursive: true })
  const walk = new Walk({
    ...options,
    connection,
    resources,
    output,
    events,
    throttle,
    window: {
      sinceTime: options.sinceTime,
      sinceSeconds: options.since && Math.max(1, Math.round(options.since / 1000)),
    },
    depth: options.depth ?? Infinity,
    skipSecrets: options.skipSecrets ?? false,
    rotatedLogLimit: options.rotatedLogs ? (options.rotatedLogLimit ?? rotatedLogLimit) : undefined,
  })
  await walk.from(targets).catch(onlyAbort(signal))
  await saveDiscovery(connection, output, signal).catch(onlyAbort(signal))
  if (signal.aborted) output.problem(interruption)
  const durationMs = performance.now() - startedMs
  await withFolderLock(destDir, async () => {
    await events.addOthers(destDir)
    if (events.all().length > 0) await output.text('event-filter.html', renderEvents(events.all()))
    await output.text('timestamp', timestampLines(started, startedMs, durationMs))
    await writeErrors(output)
  })
  return {
    destDir,
    files: output.files,
    bytes: output.bytes,
    objects: walk.objects,
    logs: walk.logs,
    absentTypes: targets.some(({ type }) => type.plural === 'namespaces')
      ? namespaceContents(resources).absent
      : [],
    problems: output.problems,
    requests: traffic.requests,
    throttled: traffic.pauses,
    durationMs: Math.round(durationMs),
    interrupted: signal.aborted,
  }
}

const interruption = {
  subject: '',
  severity: 'error' as const,
  reason: 'Interrupted',
  message: 'the run was ended before everything was read',
}

/** What was read before an abort is kept; any other failure goes on. */
function onlyAbort(signal: AbortSignal): (error: unknown) => void {
  return (error) => {
    if (!signal.aborted) throw error
  }
}

async function saveDiscovery(connection: Connection, output: Output, signal: AbortSignal): Promise<void> {
  for (const root of ['api', 'apis'] as const) {
    const document = await aggregatedDiscovery(connection, `/${root}`, signal)
    await output.document(`aggregated-discovery-${root}.yaml`, document)
  }
}
