import { at, ensure } from '../store/json.js'
import { decodeObject } from './decode-body.js'
import { reply } from './present.js'
import { existing } from './read.js'
import { json, type Reply, type ResourceRequest, type ServerContext } from './request.js'

const success = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success' }

/** `POST pods/<name>/eviction`: a deletion; budgets are not looked at, for there is nobody to move the pod for. */
export function evict(context: ServerContext, request: ResourceRequest): Reply {
  const { metadata } = existing(context, request)
  context.store.delete('pods', metadata.namespace, metadata.name)
  return json(201, success)
}

/** `POST pods/<name>/binding`: puts the pod on a node, as a scheduler does. */
export function bind(context: ServerContext, request: ResourceRequest): Reply {
  const { metadata } = existing(context, request)
  const binding = decodeObject(request.http, { ...request.type, kind: 'Binding' })
  const node = at(binding, 'target', 'name')
  context.store.modify('pods', metadata.namespace, metadata.name, (draft) => {
    ensure(draft, 'spec')['nodeName'] = node
  })
  return json(201, success)
}

/** `PUT namespaces/<name>/finalize`: sets what still holds a namespace. */
export function finalize(context: ServerContext, request: ResourceRequest): Reply {
  const current = existing(context, request)
  const asked = decodeObject(request.http, request.type)
  const finalizers = at(asked, 'spec', 'finalizers') ?? []
  const { name } = current.metadata
  const written = context.store.modify('namespaces', undefined, name, (draft) => {
    ensure(draft, 'spec')['finalizers'] = finalizers
  })
  return reply(context, request, request.type, written ?? current)
}
