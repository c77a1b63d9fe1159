import { findObject, listAll, wellKnown, type Connection } from '../kube/index.js'
import type { Logger } from '../model/logger.js'
import type { GatherOutput, Place } from './output.js'

const evidenceMs = 20_000

/** Saves the pod and the events of its namespace beside what was gathered; a failure is warned of, since the gather matters more. */
export async function saveEvidence(options: {
  connection: Connection
  namespace: string
  pod: string | undefined
  output: GatherOutput
  place: Place
  logger: Logger
}): Promise<void> {
  const { connection, namespace, pod, output, place, logger } = options
  const signal = AbortSignal.timeout(evidenceMs)
  const save = async (file: string, read: () => Promise<unknown>) => {
    try {
      const value = await read()
      if (value !== undefined)
        await output.saveEvidence(file, `${JSON.stringify(value, undefined, 2)}\n`, place)
    } catch (error) {
      logger.warn(`${file} could not be saved: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  await Promise.all([
    save('events.json', async () => {
      const { items } = await listAll(connection, wellKnown.events, { namespace, signal })
      return { apiVersion: 'v1', kind: 'List', items }
    }),
    save('pod.json', async () =>
      pod === undefined
        ? undefined
        : findObject(connection, wellKnown.pods, { namespace, name: pod }, signal),
    ),
  ])
}
