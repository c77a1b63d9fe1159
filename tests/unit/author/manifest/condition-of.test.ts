import { expect, test } from 'vitest'
import { conditionOf } from '../../../../src/author/manifest/condition-of.js'
import type { CaptureRecord } from '../../../../src/model/capture-record.js'

const features = [
  'operators.coreos.com',
  'security.openshift.io',
  'acme.example.com',
  'apps',
  'rbac.authorization.k8s.io',
]
const on = (platform: 'openshift' | 'kubernetes') => ({ cluster: { platform, features } }) as CaptureRecord

test.each([
  ['namespaces/{namespace}/operators.coreos.com/subscriptions.yaml', { feature: 'operators.coreos.com' }],
  [
    'cluster-scoped-resources/security.openshift.io/securitycontextconstraints.yaml',
    { platform: 'openshift' },
  ],
  // Its own group: that it is not served is no excuse.
  ['namespaces/{namespace}/acme.example.com/widgets.yaml', undefined],
  ['namespaces/{namespace}/rbac.authorization.k8s.io/roles.yaml', undefined],
  // Not served here, so that nothing is known of it.
  ['namespaces/{namespace}/monitoring.coreos.com/prometheuses.yaml', undefined],
])('%s', (pattern, when) => {
  expect(conditionOf(pattern, on('openshift'))).toEqual(when)
})

test('a group of OpenShift that another cluster serves is a feature; without a record nothing is known', () => {
  const path = 'x/security.openshift.io/y.yaml'
  expect(conditionOf(path, on('kubernetes'))).toEqual({ feature: 'security.openshift.io' })
  expect(conditionOf(path, undefined)).toBeUndefined()
})
