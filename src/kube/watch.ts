import { setTimeout as delay } from 'node:timers/promises'
import type { KubeObject } from '../model/kubernetes.js'
import { KubeApiError, type ApiStatus } from './api-error.js'
import type { Connection } from './connection.js'
import { lines } from './lines.js'
import { listAll, type ListOptions } from './list.js'
import { resourcePath, withKind, type ApiResource } from './resource.js'
import { isDropped } from './transport-error.js'

export type WatchEvent =
  | { type: 'ADDED' | 'MODIFIED' | 'DELETED'; object: KubeObject }
  /** All that existed at the start has been given. Comes once. */
  | { type: 'SYNCED' }

export interface WatchOptions extends ListOptions {
  signal: AbortSignal
}

/**
 * Gives every object that there is, then each change, until the signal aborts (which ends it without an error).
 * A broken connection is resumed from the last resourceVersion; where that has expired, a fresh list tells what
 * was missed, deletions included. Throws KubeApiError where the server refuses the list or the watch.
 */
export async function* watch(
  connection: Connection,
  resource: ApiResource,
  options: WatchOptions,
): AsyncGenerator<WatchEvent> {
  const known = new Map<string, KubeObject>()
  let first = true
  let failures = 0
  while (!options.signal.aborted) {
    try {
      const { items, resourceVersion } = await listAll(connection, resource, options)
      yield* difference(known, items)
      if (first) yield { type: 'SYNCED' }
      first = false
      failures = 0
      yield* follow(connection, resource, options, resourceVersion, known)
    } catch (error) {
      if (options.signal.aborted) return
      if (!isPassing(error) || first) throw error
      await delay(Math.min(50 * 2 ** failures++, 5000), undefined, { signal: options.signal }).catch(() => {})
    }
  }
}

/** Watches on from a version, over as many connections as it takes. Throws where a new list is needed. */
async function* follow(
  connection: Connection,
  resource: ApiResource,
  options: WatchOptions,
  from: string,
  known: Map<string, KubeObject>,
): AsyncGenerator<WatchEvent> {
  let resourceVersion = from
  for (;;) {
    let events = 0
    try {
      for await (const event of watchOnce(connection, resource, options, resourceVersion)) {
        resourceVersion = event.object.metadata.resourceVersion ?? resourceVersion
        events++
        if (event.type === 'BOOKMARK') continue
        remember(known, event.type, event.object)
        yield { type: event.type, object: event.object }
      }
    } catch (error) {
      if (options.signal.aborted || !isDropped(error)) throw error
    }
    if (options.signal.aborted) return
    // A server that ends every watch at once is asked with pauses.
    if (events === 0) await delay(100, undefined, { signal: options.signal })
  }
}

interface RawEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK'
  object: KubeObject
}

async function* watchOnce(
  connection: Connection,
  resource: ApiResource,
  options: WatchOptions,
  resourceVersion: string,
): AsyncGenerator<RawEvent> {
  const path = resourcePath(resource, { namespace: options.namespace })
  const stream = await connection.stream({
    path,
    query: {
      watch: true,
      allowWatchBookmarks: true,
      labelSelector: options.labelSelector || undefined,
      fieldSelector: options.fieldSelector || undefined,
      resourceVersion,
      timeoutSeconds: 290,
    },
    signal: options.signal,
  })
  try {
    for await (const line of lines(stream)) {
      if (line.trim() === '') continue
      const event = JSON.parse(line) as RawEvent | { type: 'ERROR'; object: ApiStatus }
      if (event.type === 'ERROR')
        throw new KubeApiError(event.object.code ?? 500, event.object, { method: 'WATCH', path })
      yield { type: event.type, object: withKind(resource, event.object) }
    }
  } catch (error) {
    // A connection that breaks in mid-answer ends like one that closes: the caller resumes.
    if (error instanceof KubeApiError || options.signal.aborted) throw error
    if (!(error instanceof SyntaxError) && !isBroken(error)) throw error
  } finally {
    stream.destroy()
  }
}

function isBroken(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code ?? ''
  return ['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'ETIMEDOUT', 'ERR_STREAM_PREMATURE_CLOSE'].includes(code)
}

function isPassing(error: unknown): boolean {
  if (error instanceof KubeApiError)
    // A server that has only just started refuses what it has allowed before.
    return [403, 410, 429].includes(error.status) || error.status >= 500
  const code = (error as { code?: string }).code
  return code === 'kube.dropped' || code === 'kube.unreachable'
}

function keyOf({ metadata }: KubeObject): string {
  return metadata.uid ?? `${metadata.namespace ?? ''}/${metadata.name}`
}

function remember(
  known: Map<string, KubeObject>,
  type: 'ADDED' | 'MODIFIED' | 'DELETED',
  object: KubeObject,
): void {
  if (type === 'DELETED') known.delete(keyOf(object))
  else known.set(keyOf(object), object)
}

function* difference(known: Map<string, KubeObject>, items: KubeObject[]): Generator<WatchEvent> {
  const current = new Map(items.map((item) => [keyOf(item), item]))
  for (const [key, object] of known) {
    if (current.has(key)) continue
    known.delete(key)
    yield { type: 'DELETED', object }
  }
  for (const [key, object] of current) {
    const before = known.get(key)
    known.set(key, object)
    if (!before) yield { type: 'ADDED', object }
    else if (before.metadata.resourceVersion !== object.metadata.resourceVersion)
      yield { type: 'MODIFIED', object }
  }
}
