import type { Connection } from '../../kube/connection.js'
import { isNotFound } from '../../kube/api-error.js'
import { listPages } from '../../kube/list.js'
import { findObject } from '../../kube/objects.js'
import { qualifiedName, resourcePath, withKind, type ApiResource } from '../../kube/resource.js'
import { readInTurn } from '../../inspect/read-in-turn.js'
import type { Throttle } from '../../inspect/throttle.js'
import type { InspectProblem } from '../../inspect/types.js'
import type { KubeObject } from '../../model/kubernetes.js'

/** Objects per request: enough to be fast, few enough to be small. */
const chunk = 250

export interface ListWhere {
  namespace?: string | undefined
  labelSelector?: string | undefined
  metadataOnly?: boolean | undefined
}

export interface FindPlace {
  namespace?: string | undefined
  name: string
  metadataOnly?: boolean | undefined
}

export interface ReaderContext {
  connection: Connection
  throttle: Throttle
  signal: AbortSignal
  problem: (problem: InspectProblem) => void
}

/** The types that a reader could not read, as in `clusterroles.rbac.authorization.k8s.io`. */
export type Unread = Set<string>

/**
 * Reads chunk by chunk and in turn. What cannot be read becomes a problem, and its type one of `unread`; a type that the
 * server lacks has no objects. After an abort nothing more is read, and nothing is thrown.
 */
export interface Reader {
  /** Gives each object to `take`; whoever takes it decides what stays in memory. */
  readonly each: (
    type: ApiResource | undefined,
    where: ListWhere,
    unread: Unread,
    take: (object: KubeObject) => void,
  ) => Promise<void>
  /** One object, where there is one; of its metadata alone where that is asked for. */
  readonly find: (
    type: ApiResource | undefined,
    place: FindPlace,
    unread: Unread,
  ) => Promise<KubeObject | undefined>
}

export function createReader({ connection, throttle, signal, problem }: ReaderContext): Reader {
  const reading = async <T>(
    type: ApiResource,
    subject: string,
    unread: Unread,
    work: () => Promise<T>,
  ): Promise<T | undefined> => {
    if (signal.aborted) return undefined
    const onProblem = (found: InspectProblem) => {
      unread.add(qualifiedName(type))
      problem(found)
    }
    return readInTurn({ subject, throttle, signal, onProblem }, work)
  }
  return {
    async each(type, where, unread, take) {
      if (!type) return
      await reading(type, subjectOf(type, where), unread, async () => {
        for await (const { items } of listPages(connection, type, { ...where, limit: chunk, signal })) {
          items.forEach(take)
        }
      })
    },
    async find(type, place, unread) {
      if (!type) return undefined
      return reading(type, subjectOf(type, place), unread, () =>
        place.metadataOnly
          ? findMetadata(connection, type, place, signal)
          : findObject(connection, type, place, signal),
      )
    },
  }
}

function subjectOf(type: ApiResource, { namespace, name }: Partial<FindPlace>): string {
  const what = `${qualifiedName(type)}${name === undefined ? '' : `/${name}`}`
  return namespace === undefined ? what : `${what} in ${namespace}`
}

const accept = 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json'

async function findMetadata(
  connection: Connection,
  type: ApiResource,
  place: FindPlace,
  signal: AbortSignal,
): Promise<KubeObject | undefined> {
  try {
    const { body } = await connection.request<KubeObject>({ path: resourcePath(type, place), accept, signal })
    return withKind(type, { metadata: body.metadata })
  } catch (error) {
    if (isNotFound(error)) return undefined
    throw error
  }
}
