import type { Connection } from '../kube/connection.js'
import type { Throttle } from '../inspect/throttle.js'
import type { LogWindow } from '../inspect/save-log.js'
import { mapTexts } from '../lib/map-texts.js'
import { packageOf } from './belong/shapes.js'
import type { NamespaceTask } from './operators.js'
import { objectsOf } from './snapshot-objects.js'
import { readSnapshots, type SnapshotContext } from './snapshot.js'
import { summarize } from './summary/index.js'
import type { OlmInspected, OlmInspectOptions, OlmSnapshot } from './types.js'
import type { EventFiles } from './write/event-files.js'
import { saveLogs } from './write/logs.js'
import type { Tree } from './write/tree.js'

export interface NamespaceContext
  extends
    SnapshotContext,
    Pick<OlmInspectOptions, 'logs' | 'since' | 'sinceTime' | 'now' | 'onSnapshot' | 'redact' | 'signal'> {
  connection: Connection
  throttle: Throttle
  tree: Tree
  eventFiles: EventFiles
}

/** Reads, judges and writes what the Subscriptions of a namespace have. After an abort what was read is written, and not judged. */
export async function inspectNamespace(
  task: NamespaceTask,
  context: NamespaceContext,
): Promise<{ inspected: OlmInspected[]; logs: number }> {
  const { tree, signal, throttle } = context
  const inspected: OlmInspected[] = []
  let logs = 0
  for (const snapshot of await readSnapshots(task, context)) {
    if (!signal.aborted) {
      inspected.push(judge(snapshot, context))
      context.onSnapshot?.(snapshot)
    }
    for (const object of objectsOf(snapshot)) await tree.object(object)
    context.eventFiles.add(snapshot.events)
    if (context.logs === false || signal.aborted) continue
    logs += await saveLogs(snapshot.pods, { ...context, window: logWindow(context), output: tree }, throttle)
  }
  return { inspected, logs }
}

/** The API counts in whole seconds, and takes no zero. */
const logWindow = ({ since, sinceTime }: NamespaceContext): LogWindow => ({
  ...(since === undefined ? {} : { sinceSeconds: Math.max(1, Math.round(since / 1000)) }),
  ...(sinceTime === undefined ? {} : { sinceTime }),
})

function judge(
  snapshot: OlmSnapshot,
  { now = () => new Date(), redact = asItIs }: NamespaceContext,
): OlmInspected {
  const { subscription } = snapshot
  const { name, namespace = '' } = subscription.metadata
  const diagnosis = mapTexts(summarize(snapshot, { now: now() }), redact)
  return { namespace, name, packageName: packageOf(subscription), diagnosis }
}

const asItIs = (text: string) => text
