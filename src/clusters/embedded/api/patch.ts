import type { KubeObject } from '../../../model/kubernetes.js'
import { applyJsonPatch } from '../patches/json-patch.js'
import { listRules } from '../patches/list-keys.js'
import { applyMergePatch } from '../patches/merge-patch.js'
import { serverSideApply } from '../patches/server-side-apply.js'
import { applyStrategicMerge } from '../patches/strategic-merge.js'
import { ApiError, badRequest, fieldError, invalid } from '../store/api-error.js'
import { isRecord, sameJson } from '../store/json.js'
import { fromVersion, toVersion } from './conversion.js'
import { mediaType, parseYamlBody, unsupportedMediaType, withoutNulls } from './decode-body.js'
import { validateFields } from './field-validation.js'
import { reply } from './present.js'
import { existing } from './read.js'
import { flag, type Reply, type ResourceRequest, type ServerContext } from './request.js'
import { checkName, guardGrants, isDryRun, placed, writeOver, writerOf } from './write.js'

/** Patches of the four kinds, by their media type. */

const applyType = 'application/apply-patch+yaml'

export function patch(context: ServerContext, request: ResourceRequest): Reply {
  const type = mediaType(request.http)
  if (type === applyType) return apply(context, request)
  const current = existing(context, request)
  const before = toVersion(request.type, current)
  const patched = patchedBy(type, request, before)
  if (!isRecord(patched)) throw badRequest('the patch does not give an object')
  const sent = (request.type.custom ? patched : withoutNulls(patched)) as KubeObject
  const { object: after, headers } = validateFields(request.type, sent, request.http.query)
  checkName(request, after)
  // Who moves ownership explicitly (kubectl does, from client-side to server-side apply) is not tracked as well.
  const track = sameJson(after.metadata.managedFields, current.metadata.managedFields)
  const written = writeOver(context, request, current, fromVersion(request.type, after), track)
  return reply(context, request, request.type, written, 200, headers)
}

/** The object with the patch applied to it. */
export function patchedBy(type: string, request: ResourceRequest, before: KubeObject): unknown {
  switch (type) {
    case 'application/json-patch+json':
      return applyJsonPatch(before, parsed(request))
    case 'application/merge-patch+json':
      return applyMergePatch(before, parsed(request))
    case 'application/strategic-merge-patch+json':
      if (request.type.custom) {
        throw unsupportedMediaType(
          'application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml',
        )
      }
      return applyStrategicMerge(before, parsed(request), listRules(request.type, true))
    default:
      throw new ApiError(415, 'UnsupportedMediaType', '415: Unsupported Media Type', { details: {} })
  }
}

function parsed(request: ResourceRequest): unknown {
  try {
    return JSON.parse(request.http.body.toString('utf8'))
  } catch (error) {
    throw badRequest(`error decoding patch: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function apply(context: ServerContext, request: ResourceRequest): Reply {
  const { query } = request.http
  if (!query.get('fieldManager')) {
    const error = fieldError.required('fieldManager', 'is required for apply patch')
    throw invalid({ group: 'meta.k8s.io', kind: 'PatchOptions' }, '', [error])
  }
  const value = parseYamlBody(request.http.body)
  if (!isRecord(value) || !isRecord(value['metadata']))
    throw badRequest('the apply patch is not an object with metadata')
  const sent = placed(request, withoutNulls(value) as KubeObject)
  const { object: applied, headers } = validateFields(request.type, sent, query)
  checkName(request, applied)
  if (applied.metadata.managedFields) throw badRequest('metadata.managedFields must be nil')
  const live = context.store.get(request.typeName, request.namespace, request.name ?? '')
  const shown = live && toVersion(request.type, live)
  const writer = writerOf(context, request)
  const merged = serverSideApply(shown, applied, listRules(request.type), writer, flag(query, 'force'))
  const stored = fromVersion(request.type, merged)
  if (live) {
    const written = writeOver(context, request, live, stored, false)
    return reply(context, request, request.type, written, 200, headers)
  }
  guardGrants(context, request, stored)
  const created = context.store.create(request.typeName, stored, { dryRun: isDryRun(query) })
  return reply(context, request, request.type, created, 201, headers)
}
