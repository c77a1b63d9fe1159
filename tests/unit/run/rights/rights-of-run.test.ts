import { describe, expect, test } from 'vitest'
import { ResourceIndex } from '../../../../src/kube/index.js'
import type { ResolvedIsv } from '../../../../src/model/isv-config.js'
import type { KubeObject } from '../../../../src/model/kubernetes.js'
import { missingRights } from '../../../../src/run/rights/missing-rights.js'
import { typeFinder } from '../../../../src/run/rights/object-types.js'
import { olmRights } from '../../../../src/run/rights/olm-rights.js'
import { rightsOfRun } from '../../../../src/run/rights/rights-of-run.js'
import { rightsYaml } from '../../../../src/run/rights/rights-yaml.js'
import type { Right } from '../../../../src/run/rights/types.js'

const rbac = 'rbac.authorization.k8s.io/v1'
const rules = [{ verbs: ['get'], apiGroups: [''], resources: ['pods'] }]
const crd: KubeObject = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'widgets.acme.io' },
  spec: { group: 'acme.io', scope: 'Namespaced', names: { kind: 'Widget', plural: 'widgets' } },
}
const manifests: KubeObject[] = [
  crd,
  { apiVersion: rbac, kind: 'ClusterRole', metadata: { name: 'operator' }, rules },
  {
    apiVersion: rbac,
    kind: 'ClusterRoleBinding',
    metadata: { name: 'operator' },
    roleRef: { kind: 'ClusterRole', name: 'operator' },
  },
  { apiVersion: 'acme.io/v1', kind: 'Widget', metadata: { name: 'sample', namespace: 'elsewhere' } },
]

const all = { secrets: true, configMap: true, environment: true, log: true }

function rights(access: ResolvedIsv['gather']['access'], pullSecret = false): Right[] {
  const isv = {
    install: { namespace: 'acme' },
    ready: [],
    samples: [],
    gather: { access },
    contract: { canaries: all },
  }
  return rightsOfRun({
    isv: isv as unknown as ResolvedIsv,
    expected: undefined,
    manifests,
    canariesIn: [],
    pullSecret,
    typeOf: typeFinder(new ResourceIndex([]), manifests),
  })
}

const find = (list: Right[], resource: string, verb: string) =>
  list.filter((right) => right.resource === resource && right.verbs.includes(verb))

describe('rightsOfRun', () => {
  test('of a type that the manifests bring, where its objects go', () => {
    expect(find(rights('cluster-admin'), 'widgets', 'create')).toMatchObject([
      { group: 'acme.io', namespace: 'elsewhere', why: 'Widget sample of the manifests' },
    ])
  })

  test('to grant a role: escalate and bind, or its own rules', () => {
    const list = rights('cluster-admin')
    expect(find(list, 'clusterroles', 'escalate')).toMatchObject([{ name: 'operator', orHolds: rules }])
    expect(find(list, 'clusterroles', 'bind').map(({ name }) => name)).toEqual(['operator', 'cluster-admin'])
  })

  test('of a gather in one namespace: no binding in the whole cluster for it', () => {
    const list = rights('namespace-admin')
    expect(find(list, 'clusterrolebindings', 'create')).toEqual([])
    expect(find(list, 'rolebindings', 'create')).toMatchObject([{ namespace: 'acme' }])
    expect(find(list, 'clusterroles', 'bind').at(-1)).toMatchObject({ name: 'admin', namespace: 'acme' })
  })

  test('to make Secrets only for a pull secret', () => {
    expect(find(rights('cluster-admin'), 'secrets', 'create')).toEqual([])
    expect(find(rights('cluster-admin', true), 'secrets', 'create')).toHaveLength(2)
  })
})

test('olmRights: with a pull secret, those to give it to the operator', () => {
  expect(find(olmRights('acme', { pullSecret: false }), 'serviceaccounts', 'patch')).toEqual([])
  const list = olmRights('acme', { pullSecret: true })
  expect(find(list, 'serviceaccounts', 'patch')).toMatchObject([{ namespace: 'acme' }])
  expect(find(list, 'pods', 'delete')).toMatchObject([{ namespace: 'acme' }])
})

describe('rightsYaml', () => {
  const some: Right[] = [
    { verbs: ['list'], group: '', resource: 'pods', namespace: 'acme', why: 'x' },
    { verbs: ['create'], group: '', resource: 'pods', namespace: 'acme', why: 'y' },
    { verbs: ['create'], group: '', resource: 'namespaces', why: 'z' },
  ]

  test('a Role in each namespace that is there, a ClusterRole for the rest, bound to who asked', () => {
    const text = rightsYaml(some, { username: 'system:serviceaccount:ci:runner' }, new Set(['acme']))
    expect(text.match(/^kind: .*/gm)).toEqual([
      'kind: Role',
      'kind: RoleBinding',
      'kind: ClusterRole',
      'kind: ClusterRoleBinding',
    ])
    expect(text).toContain('  verbs:\n  - create\n  - list\n')
    expect(text).toContain('- kind: ServiceAccount\n  name: runner\n  namespace: ci\n')
  })

  test('no Role in a namespace that is not there', () => {
    const text = rightsYaml(some, { username: 'jane' }, new Set())
    expect(text).not.toContain('kind: Role\n')
    expect(text).toMatch(/kind: User\n +name: jane/)
  })
})

test('missingRights: a row for each type and namespace, in columns', () => {
  const missing = rights('cluster-admin').flatMap(({ verbs, ...right }) =>
    verbs.map((verb) => ({ ...right, verb })),
  )
  const { message, next, exitCode } = missingRights('jane', missing, '/c/rights.yaml')
  expect(message).toMatch(
    /^jane lacks rights that the run needs, and nothing was made:\n {2}VERBS +RESOURCE +NAMESPACE +FOR\n/,
  )
  expect(message).toMatch(/^ {2}create,get +pods\/exec +\(all\) +to copy what was gathered$/m)
  expect(message).toMatch(/^ {2}create,delete,get,list,patch,watch +widgets\.acme\.io +elsewhere /m)
  expect(next).toContain('/c/rights.yaml')
  expect(exitCode).toBe(3)
})
