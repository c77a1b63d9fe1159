import { expect, test } from 'vitest'
import { redactObject } from '../../../../src/inspect/redact/index.js'
import type { KubeObject } from '../../../../src/model/kubernetes.js'

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration'
const planted = 'hunter2-not-a-real-one'
const key = `-----BEGIN RSA PRIVATE KEY-----\n${'A'.repeat(64)}\n-----END RSA PRIVATE KEY-----\n`
const deployment = (value: string) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: {
    template: {
      spec: {
        containers: [
          {
            name: 'c',
            env: [
              { name: 'DB_PASSWORD', value },
              { name: 'A', value: 'b' },
            ],
          },
        ],
      },
    },
  },
})
const object = (fields: object): KubeObject => ({
  apiVersion: 'v1',
  kind: 'X',
  metadata: { name: 'x' },
  ...fields,
})

const rows: [string, KubeObject][] = [
  ['a variable of a pod template', deployment(planted)],
  [
    'a variable in last-applied',
    object({ metadata: { name: 'x', annotations: { [lastApplied]: JSON.stringify(deployment(planted)) } } }),
  ],
  [
    'a variable in a manifest of an InstallPlan',
    object({
      kind: 'InstallPlan',
      status: { plan: [{ resource: { manifest: JSON.stringify(deployment(planted)) } }] },
    }),
  ],
  [
    'a Secret in a manifest of an InstallPlan',
    object({
      kind: 'InstallPlan',
      status: {
        plan: [
          { resource: { manifest: JSON.stringify(object({ kind: 'Secret', stringData: { a: planted } })) } },
        ],
      },
    }),
  ],
  ['a Secret', object({ kind: 'Secret', data: { a: Buffer.from(planted).toString('base64') } })],
  [
    'the password of a proxy',
    object({ kind: 'Proxy', spec: { httpsProxy: `http://user:${planted}@proxy:3128` } }),
  ],
  [
    'the password of a proxy in a list',
    object({ kind: 'ProxyList', items: [{ status: { httpProxy: `http://user:${planted}@proxy` } }] }),
  ],
  [
    'the password of a proxy in a variable',
    object({ env: [{ name: 'HTTP_PROXY', value: `http://u:${planted}@p:1` }] }),
  ],
  ['the key of a route', object({ kind: 'Route', spec: { tls: { key: planted, certificate: 'public' } } })],
  [
    'the key of a route in last-applied',
    object({
      metadata: {
        name: 'x',
        annotations: { [lastApplied]: JSON.stringify({ kind: 'Route', spec: { tls: { key: planted } } }) },
      },
    }),
  ],
  ['a private key in a ConfigMap', object({ kind: 'ConfigMap', data: { 'tls.pem': key } })],
  ['a private key that was cut', object({ kind: 'ConfigMap', data: { 'tls.pem': key.slice(0, 80) } })],
]

test.each(rows)('%s is taken out', (_, value) => {
  const text = JSON.stringify(redactObject(value))
  expect(text).not.toContain(planted)
  expect(text).not.toContain(Buffer.from(planted).toString('base64'))
  expect(text).not.toContain('A'.repeat(20))
})

test('what only looks like it stays, and the object is not copied', () => {
  const harmless = object({
    env: [
      { name: 'SECRET_NAME', value: 'my-secret' },
      { name: 'TOKEN_FILE', value: 'var/token' },
      { name: 'PASSWORD', value: '/run/secrets/password' },
      { name: 'MAX_TOKEN', value: '4096' },
      { name: 'USE_TOKEN', value: 'true' },
      { name: 'TOKEN', value: '$(OTHER)' },
      { name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } },
      { name: 'TOKEN', value: '<redacted>' },
    ],
    image: 'docker-pullable://quay.io/x:tag@sha256:0123',
    url: 'https://example.com:8443/path?mail=a@b.example',
    text: `{"env": not JSON at all`,
  })
  expect(redactObject(harmless)).toBe(harmless)
})

test('ConfigMaps are elided where that is asked for; public certificates stay', () => {
  const pem = `-----BEGIN CERTIFICATE-----\n${'A'.repeat(64)}\n-----END CERTIFICATE-----\n`
  const map = object({
    kind: 'ConfigMap',
    metadata: { name: 'x', annotations: { [lastApplied]: planted } },
    data: { a: planted, 'ca.crt': pem },
    binaryData: { b: Buffer.from(planted).toString('base64') },
  })
  expect(redactObject(map)).toBe(map)
  expect(redactObject(map, { configMaps: true })).toMatchObject({
    metadata: { annotations: { [lastApplied]: '' } },
    data: { a: `${planted.length} bytes long`, 'ca.crt': pem },
    binaryData: { b: Buffer.from(`${planted.length} bytes long`).toString('base64') },
  })
})
