/** Dumps what a cluster says of some resources into a folder, in the layout of `oc adm inspect`: Secrets elided, failures told. */
import { mkdir } from 'node:fs/promises'
import type { Connection } from '../kube/connection.js'
import type { ApiResource } from '../kube/resource.js'
import { formatYaml } from '../kube/yaml.js'
import { aggregatedDiscovery } from '../kube/discovery.js'
import { ExpectedError } from '../model/errors.js'
import type { Logger } from '../model/logger.js'
import { eventPage } from './event-page.js'
import { Output, type InspectProblem } from './output.js'
import { Walk } from './walk.js'

export type { InspectProblem } from './output.js'

export interface InspectOptions {
  connection: Connection
  /** `ns/x`, `crd`, `pod/web`, `deploy,cm`, `clusteroperators`. */
  resources: readonly string[]
  /** Where namespaced types are read; the connection's by default. */
  namespace?: string | undefined
  allNamespaces?: boolean | undefined
  destDir: string
  /** Logs of the last so many milliseconds. */
  since?: number | undefined
  /** Logs since then, in RFC 3339. */
  sinceTime?: string | undefined
  /** Requests at a time. Default 16. */
  concurrency?: number | undefined
  signal: AbortSignal
  logger: Logger
}

export interface InspectResult {
  destDir: string
  /** How many files of data were written. */
  files: number
  /** Also in `errors.json` of the folder. */
  problems: InspectProblem[]
}

/**
 * Writes the dump. What cannot be read does not keep the rest away: it is in `problems`.
 * Throws where the server cannot be reached, nothing can be written, or the signal aborts.
 */
export async function inspect(options: InspectOptions): Promise<InspectResult> {
  const { connection, destDir, signal, logger } = options
  const started = new Date()
  const { resources } = await connection.discovery(signal)
  await mkdir(destDir, { recursive: true })
  const output = new Output(destDir)
  const window = {
    sinceTime: options.sinceTime,
    sinceSeconds: options.since && Math.max(1, Math.round(options.since / 1000)),
  }
  const walk = new Walk({
    connection,
    resources,
    output,
    window,
    concurrency: options.concurrency ?? 16,
    signal,
    logger,
  })
  const namespace = options.allNamespaces ? undefined : (options.namespace ?? connection.namespace)
  await Promise.all(
    wanted(options.resources).map(async ({ type, name }) => {
      const found = resolve(type, resources)
      if (found.length === 0) output.problem(unknownType(type))
      if (name !== '' && found[0]?.namespaced && namespace === undefined) throw allAndName(type, name)
      await Promise.all(found.map((resource) => walk.visit(resource, namespace, name)))
    }),
  )
  await saveDiscovery(connection, output, signal)
  const page = await eventPage(destDir)
  if (page !== undefined) await output.text('event-filter.html', page)
  await output.text('timestamp', `${started.toISOString()}\n${new Date().toISOString()}\n`)
  await output.writeProblems()
  return { destDir, files: output.files, problems: output.problems }
}

function wanted(resources: readonly string[]): { type: string; name: string }[] {
  return resources.flatMap((text) => {
    const slash = text.indexOf('/')
    if (slash >= 0) return [{ type: text.slice(0, slash), name: text.slice(slash + 1) }]
    return text.split(',').flatMap((type) => (type === '' ? [] : [{ type, name: '' }]))
  })
}

function resolve(
  type: string,
  resources: { resolve(name: string): ApiResource | undefined; inCategory(name: string): ApiResource[] },
): ApiResource[] {
  const one = resources.resolve(type)
  return one ? [one] : resources.inCategory(type).filter(({ verbs }) => verbs.includes('list'))
}

function unknownType(type: string): InspectProblem {
  return {
    subject: type,
    severity: 'error',
    reason: 'UnknownType',
    message: `the server doesn't have a resource type "${type}"`,
  }
}

function allAndName(type: string, name: string): ExpectedError {
  return new ExpectedError({
    code: 'inspect.all-namespaces-and-name',
    message: `${type}/${name} is named, and all namespaces are asked for`,
    next: 'Name the namespace, or leave out the name.',
    exitCode: 2,
  })
}

async function saveDiscovery(connection: Connection, output: Output, signal: AbortSignal): Promise<void> {
  for (const root of ['api', 'apis'] as const) {
    const document = await aggregatedDiscovery(connection, `/${root}`, signal)
    await output.text(`aggregated-discovery-${root}.yaml`, `---\n${formatYaml(document)}`)
  }
}
