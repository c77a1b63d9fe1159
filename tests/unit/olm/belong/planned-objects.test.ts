import { describe, expect, it } from 'vitest'
import { authReaders } from '../../../../src/olm/belong/auth-readers.js'
import { plannedObjects } from '../../../../src/olm/belong/planned-objects.js'
import type { KubeObject } from '../../../../src/model/kubernetes.js'

const csv = (name: string, spec: object = {}): KubeObject => ({
  apiVersion: 'operators.coreos.com/v1alpha1',
  kind: 'ClusterServiceVersion',
  metadata: { name, namespace: 'acme' },
  spec,
})

const step = (resolving: string, kind: string, name: string, group = '', version = 'v1') => ({
  resolving,
  resource: { group, version, kind, name },
})

const plan = (...steps: object[]): KubeObject => ({
  apiVersion: 'operators.coreos.com/v1alpha1',
  kind: 'InstallPlan',
  metadata: { name: 'install-abcde', namespace: 'acme' },
  status: { plan: steps },
})

describe('plannedObjects', () => {
  it('names each object that a step made for a CSV that is there, once', () => {
    const role = step('acme.v1', 'ClusterRole', 'acme-viewer', 'rbac.authorization.k8s.io')
    expect(plannedObjects('acme', [plan(role), plan(role)], [csv('acme.v1')])).toEqual([
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRole',
        namespace: 'acme',
        name: 'acme-viewer',
      },
    ])
  })

  it('knows the Secret of a bundle under its own kind', () => {
    const refs = plannedObjects('acme', [plan(step('acme.v1', 'BundleSecret', 'key'))], [csv('acme.v1')])
    expect(refs).toEqual([{ apiVersion: 'v1', kind: 'Secret', namespace: 'acme', name: 'key' }])
  })

  it('leaves out what was made for CSVs of others, and for those that are gone', () => {
    const steps = [step('other.v1', 'ConfigMap', 'theirs'), step('acme.v0', 'ConfigMap', 'old')]
    expect(plannedObjects('acme', [plan(...steps)], [csv('acme.v1')])).toEqual([])
  })
})

describe('authReaders', () => {
  it('names one RoleBinding for each deployment that serves webhooks or APIs', () => {
    const spec = {
      webhookdefinitions: [{ deploymentName: 'acme.manager' }, { deploymentName: 'acme.manager' }],
      apiservicedefinitions: { owned: [{ deploymentName: 'acme-api' }] },
    }
    expect(authReaders([csv('acme.v1', spec)]).map(({ namespace, name }) => `${namespace}/${name}`)).toEqual([
      'kube-system/acme-manager-service-auth-reader',
      'kube-system/acme-api-service-auth-reader',
    ])
  })

  it('names none for an operator without either', () => {
    expect(authReaders([csv('acme.v1')])).toEqual([])
  })
})
