import { describe, expect, test } from 'vitest'
import { patternOf } from '../../../../src/author/manifest/path-pattern.js'

const context = {
  variables: { namespace: 'acme', isv: 'acme', operatorVersion: '1.2.3' },
  nodes: ['ip-10-0-1-23.ec2.internal', 'worker-1'],
}

describe('a path as it would be in another run', () => {
  test.each([
    ['namespaces/acme/acme.yaml', 'namespaces/{namespace}/{namespace}.yaml'],
    ['namespaces/acme.yaml', 'namespaces/{namespace}.yaml'],
    // The operator may be called as its namespace is, and so may anything else.
    ['namespaces/acme/apps/deployments/acme.yaml', 'namespaces/{namespace}/apps/deployments/acme.yaml'],
    ['namespaces/acme-2/acme/core.yaml', 'namespaces/acme-2/acme/core.yaml'],
    [
      'namespaces/acme/operators.coreos.com/clusterserviceversions/acme.v1.2.3.yaml',
      'namespaces/{namespace}/operators.coreos.com/clusterserviceversions/acme.v{operatorVersion}.yaml',
    ],
    ['logs/from-11.2.3.log', 'logs/from-11.2.3.log'],
    ['namespaces/acme/pods/acme-7d9c5b8f6d-x2k4z/x.yaml', 'namespaces/{namespace}/pods/acme-*/x.yaml'],
    ['pods/5f0c1b1e-9d39-4a5b-8c56-2f1d1f1a8a11/volume.yaml', 'pods/*/volume.yaml'],
    ['images/sha256-0123456789abcdef0123456789abcdef.json', 'images/sha256-*.json'],
    ['audit/audit-2026-11-21T10-00-00.123.log.gz', 'audit/audit-*.log.gz'],
    ['core/nodes/worker-1.yaml', 'core/nodes/*.yaml'],
    ['core/nodes/worker-10.yaml', 'core/nodes/worker-10.yaml'],
    ['pods/etcd-ip-10-0-1-23.ec2.internal/etcd.log', 'pods/etcd-*/etcd.log'],
    ['hosts/10.0.1.23/dmesg', 'hosts/*/dmesg'],
    ['roles/system:acme[1] (old)*.yaml', 'roles/system:acme?1? ?old??.yaml'],
  ])('%s', (path, pattern) => {
    expect(patternOf(path, context)).toBe(pattern)
  })

  test('the name of a live object is a variable wherever it stands by itself', () => {
    const name = 'acme-7d9c5b8f6d-x2k4z'
    expect(patternOf(`namespaces/acme/pods/${name}/${name}.yaml`, context, name)).toBe(
      'namespaces/{namespace}/pods/{name}/{name}.yaml',
    )
    expect(patternOf(`pods/${name}_manager.log`, context, name)).toBe('pods/{name}_manager.log')
    expect(patternOf(`pods/${name}-more.log`, context, name)).not.toContain('{name}')
  })
})
