import { Readable } from 'node:stream'
import type { KubeObject } from '../../../model/kubernetes.js'
import { ApiError } from '../store/api-error.js'
import { parseFieldSelector } from '../store/field-selectors.js'
import { apiVersionOf, typeNameOf } from '../store/resource-types.js'
import { parseLabelSelector } from '../store/selectors.js'
import type { StoreEvent } from '../store/types.js'
import { bookmarkTable, makeTable } from '../tables/table.js'
import { toVersion } from './conversion.js'
import { negotiate } from './negotiate.js'
import { partial, tableOptions } from './present.js'
import { listOptions, parseVersion } from './read.js'
import { flag, type Reply, type ResourceRequest, type ServerContext } from './request.js'

/** Watches: the objects there are (where asked for), then every change, one JSON frame per line. */

const bookmarkEveryMs = 60_000

export function watch(context: ServerContext, request: ResourceRequest): Reply {
  const frames = frameWriter(context, request)
  const { query } = request.http
  const from = query.get('resourceVersion') ?? ''
  parseVersion(from)
  checkInitialEvents(query)
  const stream = new Readable({ read() {} })
  let ended = false
  const end = () => {
    if (!ended) stream.push(null)
    ended = true
  }
  const push = (text: string) => {
    if (!ended && text !== '') stream.push(text)
  }
  const finish = startWatch(context, request, frames, { push, end }, from)
  const timer = setTimeout(end, timeoutOf(context, query))
  request.http.signal.addEventListener('abort', end, { once: true })
  stream.once('close', () => {
    clearTimeout(timer)
    request.http.signal.removeEventListener('abort', end)
    finish()
  })
  return { kind: 'stream', code: 200, stream, contentType: 'application/json' }
}

function timeoutOf(context: ServerContext, query: URLSearchParams): number {
  const seconds = Number(query.get('timeoutSeconds') ?? 0)
  return seconds > 0 ? Math.min(seconds * 1000, 2 ** 31 - 1) : context.watchTimeoutMs
}

function checkInitialEvents(query: URLSearchParams): void {
  if (!flag(query, 'sendInitialEvents') || query.get('resourceVersionMatch') === 'NotOlderThan') return
  const message =
    'sendInitialEvents: Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan'
  throw new ApiError(422, 'Invalid', `ListOptions.meta.k8s.io "" is invalid: ${message}`, {
    details: { group: 'meta.k8s.io', kind: 'ListOptions' },
  })
}

interface Sink {
  push: (text: string) => void
  end: () => void
}

function startWatch(
  context: ServerContext,
  request: ResourceRequest,
  frames: Frames,
  { push, end }: Sink,
  from: string,
): () => void {
  const { store } = context
  const { query } = request.http
  const version = Number(from)
  const initial = flag(query, 'sendInitialEvents') || from === '' || from === '0'
  const bookmarks = flag(query, 'allowWatchBookmarks')
  let sent = initial ? store.resourceVersion() : version
  if (initial) {
    for (const object of store.list(request.typeName, listOptions(request)).items)
      push(frames.event('ADDED', object))
    if (bookmarks) push(frames.bookmark(sent, true))
  } else {
    const missed = store.changesAfter(version)
    if (!missed) {
      push(
        frames.error(
          new ApiError(410, 'Expired', `too old resource version: ${version} (${store.resourceVersion()})`),
        ),
      )
      end()
      return () => {}
    }
    const stored = request.type.storedAs ?? request.typeName
    for (const change of missed) if (change.typeName === stored) push(frames.change(change))
    sent = Math.max(version, store.resourceVersion())
  }
  const stop = store.subscribe([request.type.storedAs ?? request.typeName], (change) => {
    if (change.resourceVersion > sent) push(frames.change(change))
  })
  const timer = bookmarks
    ? setInterval(() => push(frames.bookmark(store.resourceVersion(), false)), bookmarkEveryMs)
    : undefined
  return () => {
    clearInterval(timer)
    stop()
  }
}

interface Frames {
  event(type: string, object: KubeObject): string
  /** A change as this watch sees it; empty where its selectors leave the object out before and after. */
  change(event: StoreEvent): string
  bookmark(resourceVersion: number, initialEventsEnd: boolean): string
  error(error: ApiError): string
}

function frameWriter(context: ServerContext, request: ResourceRequest): Frames {
  const { type } = request
  const form = negotiate(request.http.headers.accept)
  const matches = matcher(context, request)
  let showedColumns = false

  const shown = (object: KubeObject): unknown => {
    const versioned = toVersion(type, object)
    if (form.shape === 'metadata') return partial(versioned)
    if (form.shape === 'object') return versioned
    const metadata = { resourceVersion: object.metadata.resourceVersion ?? '' }
    const table = makeTable(type, [versioned], metadata, tableOptions(request.http.query, context.now()))
    if (showedColumns) table.columnDefinitions = null
    showedColumns = true
    return table
  }
  const frame = (event: string, object: unknown) => `${JSON.stringify({ type: event, object })}\n`
  const event = (name: string, object: KubeObject) => frame(name, shown(object))

  return {
    event,
    change({ type: name, object, previous, resourceVersion }) {
      const matched = previous !== undefined && matches(previous)
      const match = name !== 'DELETED' && matches(object)
      if (name === 'DELETED') return matched ? event('DELETED', object) : ''
      if (!match && !matched) return ''
      if (match) return event(matched ? 'MODIFIED' : 'ADDED', object)
      // It stopped to match: shown as it last matched, at the version at which it went.
      const metadata = { ...(previous ?? object).metadata, resourceVersion: String(resourceVersion) }
      return event('DELETED', { ...(previous ?? object), metadata })
    },
    bookmark(resourceVersion, initialEventsEnd) {
      const annotations = initialEventsEnd ? { annotations: { 'k8s.io/initial-events-end': 'true' } } : {}
      const metadata = {
        resourceVersion: String(resourceVersion),
        ...annotations,
      } as unknown as KubeObject['metadata']
      const object = { kind: type.kind, apiVersion: apiVersionOf(type), metadata }
      if (form.shape === 'table') return frame('BOOKMARK', bookmarkTable(type, object))
      return frame('BOOKMARK', form.shape === 'metadata' ? partial(object) : object)
    },
    error: (error) => frame('ERROR', error.toStatus()),
  }
}

function matcher(context: ServerContext, request: ResourceRequest): (object: KubeObject) => boolean {
  const { namespace, labelSelector, fieldSelector } = listOptions(request)
  const labels = labelSelector ? parseLabelSelector(labelSelector) : () => true
  const storedName = request.type.storedAs ?? typeNameOf(request.type)
  const stored = context.store.type(storedName) ?? request.type
  const fields = fieldSelector ? parseFieldSelector(stored, storedName, fieldSelector) : () => true
  return (object) =>
    (namespace === undefined || object.metadata.namespace === namespace) &&
    labels(object.metadata.labels ?? {}) &&
    fields(object)
}
