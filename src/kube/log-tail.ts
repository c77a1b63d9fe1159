import { text } from 'node:stream/consumers'
import type { KubeObject } from '../model/kubernetes.js'
import type { Connection } from './connection.js'
import { podLog } from './logs.js'
import type { Trouble } from './pod-trouble.js'

const logLines = 8

/** The last lines of a container in trouble, below a line that names it; nothing where it wrote nothing. Throws KubeApiError. */
export async function logTail(
  connection: Connection,
  pod: KubeObject,
  { container, hasLog, previous }: Trouble,
  signal: AbortSignal,
): Promise<string[]> {
  if (container === undefined || !hasLog) return []
  const place = { namespace: pod.metadata.namespace ?? '', pod: pod.metadata.name, container }
  const log = await text(await podLog(connection, { ...place, tailLines: logLines, previous, signal }))
  const lines = log.split('\n').filter((line) => line.trim() !== '')
  return lines.length === 0
    ? []
    : [`last lines of ${pod.metadata.name}/${container}:`, ...lines.map((line) => `  ${line.slice(0, 500)}`)]
}
