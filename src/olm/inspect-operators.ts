import { Throttle } from '../inspect/throttle.js'
import { Traffic } from '../inspect/traffic.js'
import { ExpectedError } from '../model/errors.js'
import { silentLogger } from '../model/logger.js'
import { findSubscriptions, sharedNamespaces } from './find-subscriptions.js'
import { inspectNamespace, type NamespaceContext } from './inspect-namespace.js'
import { createCatalogs } from './read/catalogs.js'
import { readClusterWide } from './read/cluster-wide.js'
import { createEventSource } from './read/events.js'
import { olmTypes } from './read/olm-types.js'
import { createReader } from './read/reader.js'
import type { OlmInspected, OlmInspectOptions, OlmInspectResult } from './types.js'
import { writeClosing } from './write/closing.js'
import { createEventFiles } from './write/event-files.js'
import { Tree } from './write/tree.js'

/** Namespaces that are read side by side: what they hold is in memory until it is written. */
const namespacesAtOnce = 4

/**
 * Reads what OLM made of each Subscription, exactly that, writes it, and says why what does not go on does not. What
 * cannot be read does not keep the rest away: it is in `problems`. Where the signal aborts, what was read by then is
 * written, and `interrupted` says so.
 * Throws `olm.not-installed`, `olm.no-subscription`, the server's refusal to list Subscriptions, `kube.unreachable` and
 * the like, and what the writer throws.
 */
export async function inspectOperators(options: OlmInspectOptions): Promise<OlmInspectResult> {
  const { signal, writer, logger = silentLogger } = options
  const started = { date: new Date(), ms: performance.now() }
  const throttle = new Throttle(options.concurrency ?? 16)
  const traffic = new Traffic(throttle, logger)
  const tree = new Tree(writer, options.redact)
  const found = { subscriptions: [] as OlmInspected[], logs: 0 }
  try {
    await inspectAll({ ...options, logger }, { throttle, traffic, tree, found }).catch((error: unknown) => {
      if (!signal.aborted) throw error
    })
    if (signal.aborted) tree.problem(interruption)
    const durationMs = performance.now() - started.ms
    found.subscriptions.sort(byName)
    await writeClosing(tree, found.subscriptions, { ...started, durationMs })
    return {
      ...found,
      files: tree.files,
      bytes: tree.bytes,
      objects: tree.objects,
      problems: tree.problems,
      requests: traffic.requests,
      durationMs: Math.round(durationMs),
      interrupted: signal.aborted,
    }
  } catch (error) {
    // Who opens what was written finds there why it is empty.
    if (error instanceof ExpectedError && error.code.startsWith('olm.')) {
      tree.problem({ subject: '', severity: 'error', reason: error.code, message: error.message })
      await writeClosing(tree, [], { ...started, durationMs: performance.now() - started.ms })
    }
    throw error
  } finally {
    await writer.end()
  }
}

interface Run {
  throttle: Throttle
  traffic: Traffic
  tree: Tree
  found: { subscriptions: OlmInspected[]; logs: number }
}

async function inspectAll(
  options: OlmInspectOptions,
  { throttle, traffic, tree, found }: Run,
): Promise<void> {
  const { signal } = options
  const connection = options.connection.observedBy(traffic)
  const { resources } = await connection.discovery(signal)
  tree.knows(resources)
  const types = olmTypes(resources)
  const tasks = await findSubscriptions(connection, types, options, signal)
  const shared = sharedNamespaces(tasks)
  const reader = createReader({ connection, throttle, signal, problem: (problem) => tree.problem(problem) })
  const eventFiles = createEventFiles(tree)
  const context: NamespaceContext = {
    ...options,
    connection,
    throttle,
    reader,
    types,
    resources,
    tree,
    eventFiles,
    clusterWide: await readClusterWide(reader, types),
    catalogs: createCatalogs(reader, types),
    events: createEventSource(reader, types),
    leftOut: ({ metadata }, steps) =>
      tree.problem({
        subject: `installplans.operators.coreos.com/${metadata.name} in ${metadata.namespace ?? ''}`,
        severity: 'skipped',
        reason: 'OtherOperators',
        message: `${steps} steps that install other operators are left out`,
      }),
  }
  const queue = [...tasks]
  const work = async () => {
    for (let task = queue.shift(); task && !signal.aborted; task = queue.shift()) {
      const { inspected, logs } = await inspectNamespace(task, context)
      found.subscriptions.push(...inspected)
      found.logs += logs
      if (shared.has(task.namespace)) continue
      context.events.release(task.namespace)
      await eventFiles.write(task.namespace)
    }
  }
  await Promise.all(Array.from({ length: namespacesAtOnce }, work))
  await eventFiles.end()
}

const interruption = {
  subject: '',
  severity: 'error' as const,
  reason: 'Interrupted',
  message: 'the run was ended before everything was read',
}

const keyOf = ({ namespace, name }: OlmInspected) => `${namespace}/${name}`
const byName = (a: OlmInspected, b: OlmInspected) => (keyOf(a) < keyOf(b) ? -1 : 1)
