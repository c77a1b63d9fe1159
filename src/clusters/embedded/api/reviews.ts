import type { KubeObject } from '../../../model/kubernetes.js'
import type { User } from '../auth/user.js'
import { rulesFor, type Attributes } from '../rbac/authorize.js'
import { badRequest } from '../store/api-error.js'
import { at, isRecord, listAt, textAt } from '../store/json.js'
import { timestamp } from '../store/object-meta.js'
import { decodeObject } from './decode-body.js'
import { reply } from './present.js'
import { json, type Reply, type ResourceRequest, type ServerContext } from './request.js'

/** Reviews: requests that are answered at once and kept nowhere: who am I, may I, is this token good. */

type Review = (context: ServerContext, request: ResourceRequest, asked: KubeObject) => object

const reviews: Record<string, Review> = {
  SelfSubjectReview: (_context, { user }) => ({ status: { userInfo: userInfo(user) } }),
  SelfSubjectAccessReview: (context, { user }, { spec }) => ({ spec, status: access(context, user, spec) }),
  SubjectAccessReview: (context, _request, { spec }) => ({
    spec,
    status: access(context, subject(spec), spec),
  }),
  LocalSubjectAccessReview: (context, _request, { spec }) => ({
    spec,
    status: access(context, subject(spec), spec),
  }),
  SelfSubjectRulesReview: (context, { user }, { spec }) => ({ spec, status: rules(context, user, spec) }),
  TokenReview: (context, _request, { spec }) => ({ spec, status: token(context, spec) }),
}

export function review(context: ServerContext, request: ResourceRequest): Reply {
  const asked = decodeObject(request.http, request.type)
  const answer = reviews[request.type.kind]?.(context, request, asked)
  if (!answer) throw badRequest(`no such review: ${request.type.kind}`)
  const { apiVersion, kind } = asked
  return json(201, { kind, apiVersion, metadata: { creationTimestamp: timestamp(context.now()) }, ...answer })
}

function userInfo({ username, uid, groups, extra }: User): object {
  return {
    username,
    ...(uid === undefined ? {} : { uid }),
    groups,
    ...(extra === undefined ? {} : { extra }),
  }
}

function subject(spec: unknown): User {
  return { username: textAt(spec, ['user']), groups: listAt(spec, 'groups').map(String) }
}

function access(context: ServerContext, user: User, spec: unknown): object {
  const attributes = attributesOf(spec)
  const { allowed, reason } = context.authorize(user, attributes)
  return { allowed, ...(reason ? { reason } : {}) }
}

function attributesOf(spec: unknown): Attributes {
  const path = at(spec, 'nonResourceAttributes')
  if (isRecord(path)) return { kind: 'path', verb: text(path['verb']), path: text(path['path']) }
  const resource = at(spec, 'resourceAttributes')
  if (!isRecord(resource))
    throw badRequest('exactly one of nonResourceAttributes or resourceAttributes must be specified')
  return {
    kind: 'resource',
    verb: text(resource['verb']),
    group: text(resource['group']),
    resource: text(resource['resource']),
    subresource: text(resource['subresource']) || undefined,
    namespace: text(resource['namespace']) || undefined,
    name: text(resource['name']) || undefined,
  }
}

function rules(context: ServerContext, user: User, spec: unknown): object {
  const found = user.groups.includes('system:masters')
    ? [
        { verbs: ['*'], apiGroups: ['*'], resources: ['*'], resourceNames: [], nonResourceURLs: [] },
        { verbs: ['*'], apiGroups: [], resources: [], resourceNames: [], nonResourceURLs: ['*'] },
      ]
    : rulesFor(context.store, user, text(at(spec, 'namespace')) || undefined)
  const resourceRules = found
    .filter((rule) => rule.resources.length > 0)
    .map(({ verbs, apiGroups, resources, resourceNames }) => ({
      verbs,
      apiGroups,
      resources,
      ...(resourceNames.length > 0 ? { resourceNames } : {}),
    }))
  const nonResourceRules = found
    .filter((rule) => rule.nonResourceURLs.length > 0)
    .map(({ verbs, nonResourceURLs }) => ({ verbs, nonResourceURLs }))
  return { resourceRules, nonResourceRules, incomplete: false }
}

function token(context: ServerContext, spec: unknown): object {
  const audiences = listAt(spec, 'audiences').map(String)
  const verified = context.tokens.verify(
    text(at(spec, 'token')),
    audiences.length > 0 ? audiences : undefined,
  )
  if (!verified) return { user: {}, error: 'invalid bearer token' }
  return { authenticated: true, user: userInfo(verified.user), audiences: verified.audiences }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

const tokenRequestType = {
  group: 'authentication.k8s.io',
  version: 'v1',
  kind: 'TokenRequest',
  plural: 'tokenrequests',
  singular: 'tokenrequest',
  namespaced: true,
  shortNames: [],
  categories: [],
  subresources: [],
  hasStatus: false,
  countsGeneration: false,
  verbs: [],
}

/** `POST serviceaccounts/<name>/token`: a new token for the account. */
export function requestToken(context: ServerContext, request: ResourceRequest): Reply {
  const { spec } = decodeObject(request.http, tokenRequestType)
  const { namespace = '', name = '' } = request
  const bound = at(spec, 'boundObjectRef')
  const audiences = listAt(spec, 'audiences').map(String)
  const expirationSeconds = Number(at(spec, 'expirationSeconds') ?? 3600)
  if (expirationSeconds < 600)
    throw badRequest('spec.expirationSeconds: may not specify a duration less than 10 minutes')
  const pod =
    at(bound, 'kind') === 'Pod' ? { name: text(at(bound, 'name')), uid: text(at(bound, 'uid')) } : undefined
  const status = context.tokens.issue({
    namespace,
    name,
    audiences: audiences.length > 0 ? audiences : undefined,
    expirationSeconds,
    pod,
  })
  const answer: KubeObject = {
    kind: 'TokenRequest',
    apiVersion: 'authentication.k8s.io/v1',
    metadata: { name, namespace, creationTimestamp: timestamp(context.now()) },
    spec: { audiences, expirationSeconds, boundObjectRef: isRecord(bound) ? bound : null },
    status,
  }
  return reply(context, request, tokenRequestType, answer, 201)
}
