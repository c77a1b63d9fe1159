import { beforeEach, describe, expect, it } from 'vitest'
import type { KubeObject } from '../../../../../src/model/kubernetes.js'
import { bootstrap } from '../../../../../src/clusters/embedded/api/bootstrap.js'
import { serviceAccountUser, type User } from '../../../../../src/clusters/embedded/auth/user.js'
import { startRoleAggregation } from '../../../../../src/clusters/embedded/rbac/aggregate.js'
import { createAuthorize, forbiddenRequest } from '../../../../../src/clusters/embedded/rbac/authorize.js'
import type { Store } from '../../../../../src/clusters/embedded/store/types.js'
import { settled, wireStore } from '../support/objects.js'

const apiVersion = 'rbac.authorization.k8s.io/v1'
const group = 'rbac.authorization.k8s.io'
const user: User = serviceAccountUser('wire', 'default', 'uid')

let store: Store
beforeEach(async () => {
  store = wireStore()
  bootstrap(store)
  startRoleAggregation(store)
  await settled()
})

function role(kind: 'Role' | 'ClusterRole', name: string, rules: object[], labels = {}): void {
  const metadata = { name, labels, ...(kind === 'Role' ? { namespace: 'wire' } : {}) }
  store.create(`${kind.toLowerCase()}s.${group}`, { apiVersion, kind, metadata, rules })
}

function bind(
  kind: 'RoleBinding' | 'ClusterRoleBinding',
  roleKind: string,
  name: string,
  subject: object,
): void {
  const metadata = { name: `to-${name}`, ...(kind === 'RoleBinding' ? { namespace: 'wire' } : {}) }
  const object: KubeObject = {
    apiVersion,
    kind,
    metadata,
    roleRef: { kind: roleKind, name },
    subjects: [subject],
  }
  store.create(`${kind.toLowerCase()}s.${group}`, object)
}

const account = { kind: 'ServiceAccount', name: 'default', namespace: 'wire' }

function may(verb: string, full: string, namespace?: string, name?: string, who = user): boolean {
  const [resource = '', subresource] = full.split('/')
  const [plural = '', ...rest] = resource.split('.')
  const attributes = {
    kind: 'resource' as const,
    verb,
    group: rest.join('.'),
    resource: plural,
    subresource,
    namespace,
    name,
  }
  return createAuthorize(store)(who, attributes).allowed
}

describe('a user', () => {
  it('may nothing but look around', () => {
    const authorize = createAuthorize(store)
    expect(may('get', 'pods', 'wire')).toBe(false)
    expect(authorize(user, { kind: 'path', verb: 'get', path: '/apis/apps/v1' }).allowed).toBe(true)
    expect(authorize(user, { kind: 'path', verb: 'get', path: '/metrics' }).allowed).toBe(false)
    expect(may('create', 'selfsubjectaccessreviews.authorization.k8s.io')).toBe(true)
  })

  it('may in a namespace what a Role there says, and no more', () => {
    role('Role', 'r', [{ apiGroups: [''], resources: ['pods', 'pods/log'], verbs: ['get', 'list'] }])
    bind('RoleBinding', 'Role', 'r', account)
    expect(may('list', 'pods', 'wire')).toBe(true)
    expect(may('get', 'pods/log', 'wire', 'x')).toBe(true)
    expect(may('get', 'pods/exec', 'wire', 'x')).toBe(false)
    expect(may('delete', 'pods', 'wire', 'x')).toBe(false)
    expect(may('list', 'pods', 'default')).toBe(false)
    expect(may('list', 'pods')).toBe(false)
    expect(may('list', 'pods.other', 'wire')).toBe(false)
  })

  it('may what a ClusterRole says in the namespace where it is bound', () => {
    bind('RoleBinding', 'ClusterRole', 'view', account)
    expect(may('list', 'deployments.apps', 'wire')).toBe(true)
    expect(may('list', 'secrets', 'wire')).toBe(false)
    expect(may('list', 'deployments.apps')).toBe(false)
  })

  it('may it everywhere where it is bound to the cluster', () => {
    bind('ClusterRoleBinding', 'ClusterRole', 'edit', { kind: 'Group', name: 'system:serviceaccounts:wire' })
    expect(may('delete', 'configmaps', 'default', 'x')).toBe(true)
    expect(may('create', 'pods/exec', 'wire', 'x')).toBe(true)
    expect(may('create', 'roles.rbac.authorization.k8s.io', 'wire')).toBe(false)
    expect(may('list', 'nodes')).toBe(false)
  })

  it('may touch only the names that a rule names', () => {
    role('Role', 'r', [{ apiGroups: [''], resources: ['configmaps'], resourceNames: ['mine'], verbs: ['*'] }])
    bind('RoleBinding', 'Role', 'r', { kind: 'User', name: user.username })
    expect(may('get', 'configmaps', 'wire', 'mine')).toBe(true)
    expect(may('get', 'configmaps', 'wire', 'other')).toBe(false)
    expect(may('list', 'configmaps', 'wire')).toBe(false)
  })

  it('may everything as cluster-admin, or as one of the masters', () => {
    bind('ClusterRoleBinding', 'ClusterRole', 'cluster-admin', account)
    expect(may('delete', 'nodes', undefined, 'x')).toBe(true)
    expect(
      may('list', 'widgets.wire.example', 'wire', undefined, { username: 'x', groups: ['system:masters'] }),
    ).toBe(true)
  })

  it('is told what a binding lacks', () => {
    bind('RoleBinding', 'Role', 'nothere', account)
    const attributes = {
      kind: 'resource' as const,
      verb: 'get',
      group: '',
      resource: 'pods',
      namespace: 'wire',
      name: 'x',
    }
    const { reason } = createAuthorize(store)(user, attributes)
    expect(forbiddenRequest(user, attributes, reason).message).toBe(
      'pods "x" is forbidden: User "system:serviceaccount:wire:default" cannot get resource "pods" in API group "" in the namespace "wire": RBAC: role.rbac.authorization.k8s.io "nothere" not found',
    )
  })
})

describe('aggregation', () => {
  it('adds the rules of every role with the label', async () => {
    role(
      'ClusterRole',
      'widgets-view',
      [{ apiGroups: ['wire.example'], resources: ['widgets'], verbs: ['list'] }],
      {
        'rbac.authorization.k8s.io/aggregate-to-view': 'true',
      },
    )
    await settled()
    bind('RoleBinding', 'ClusterRole', 'edit', account)
    expect(may('list', 'widgets.wire.example', 'wire')).toBe(true)
  })
})
