import { randomBytes } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { dump } from 'js-yaml'
import { expect, test } from 'vitest'
import { createMemoryWriter, inspectOperators } from '../../../src/olm/index.js'
import { putNamespace, putOperator } from '../../support/olm-operator.js'
import { startOlmServer } from '../../support/olm-server.js'

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration'

/** A value that is in nothing else, by the place where it was planted. */
const canaries = new Map<string, string>()
function canary(place: string): string {
  const value = `canary ${place} ${randomBytes(12).toString('hex')}`
  canaries.set(place, value)
  return value
}

const env = (place: string) => [
  { name: 'PLAIN', value: canary(`${place}, plain`) },
  { name: 'LICENSE_PASSWORD', value: canary(`${place}, password`) },
]
const deployment = (place: string) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'x' },
  spec: { template: { spec: { containers: [{ name: 'c', image: 'i', env: env(place) }] } } },
})
const secret = (place: string) => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 's' },
  data: { key: Buffer.from(canary(`${place}, data`)).toString('base64') },
  stringData: { key: canary(`${place}, stringData`) },
})
const configMap = (place: string) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'm' },
  data: {
    'deployment.yaml': dump(deployment(`${place}, deployment in YAML`)),
    'secret.json': JSON.stringify(secret(`${place}, Secret`)),
  },
  binaryData: { packed: gzipSync(JSON.stringify(deployment(`${place}, packed`))).toString('base64') },
})
const cut = (text: string) => text.slice(0, -2)

const planted = {
  env: env('environment of the operator'),
  annotations: {
    [lastApplied]: JSON.stringify(deployment('last-applied')),
    'acme/yaml': dump(deployment('an annotation in YAML')),
    'acme/packed': gzipSync(JSON.stringify(deployment('a packed annotation'))).toString('base64'),
    'acme/base64': Buffer.from(JSON.stringify(deployment('an annotation in base64'))).toString('base64'),
    'acme/cut': cut(JSON.stringify(deployment('an annotation that was cut'))),
    'acme/cut-yaml': `broken: [\n${dump(deployment('an annotation of lines'))}`,
    'acme/secret': JSON.stringify(secret('an annotation with a Secret')),
    'acme/nested': JSON.stringify({ text: JSON.stringify({ text: JSON.stringify(deployment('deep')) }) }),
    'alm-examples': JSON.stringify([{ kind: 'Thing', spec: { env: env('alm-examples') } }]),
  },
  manifests: [
    deployment('InstallPlan manifest'),
    secret('InstallPlan manifest'),
    configMap('InstallPlan manifest of a ConfigMap'),
    {
      kind: 'ClusterServiceVersion',
      spec: { install: { spec: { deployments: [deployment('CSV in a plan')] } } },
    },
  ],
  configMap: {
    ...configMap('ConfigMap').data,
    text: canary('a value of a ConfigMap'),
  },
}

/** The value as it is and in base64, whatever stands before it: the middle of each of the three alignments. */
function forms(value: string): string[] {
  const encoded = [0, 1, 2].map((shift) => {
    const text = Buffer.from('x'.repeat(shift) + value).toString('base64')
    return text.slice(Math.ceil((shift * 4) / 3) + (shift ? 1 : 0), -6)
  })
  return [value, ...encoded]
}

test(
  'values of environments and Secrets never come out, wherever they were planted',
  { timeout: 180_000 },
  async () => {
    await using server = await startOlmServer()
    const namespace = 'canaries'
    putNamespace(server.store, namespace)
    putOperator(server.store, { namespace, packageName: 'acme', ...planted })
    const writer = createMemoryWriter()
    const seen: string[] = []
    const result = await inspectOperators({
      connection: server.connection,
      writer,
      signal: new AbortController().signal,
      onSnapshot: (snapshot) => seen.push(JSON.stringify(snapshot)),
    })
    const paths = [...writer.files.keys()].join('\n')
    expect(paths).toContain('deployments/acme-manager.yaml')
    expect(paths).toContain('core/configmaps/acme-config.yaml')
    const everything = [...writer.files.values()].map(String).concat(seen, JSON.stringify(result)).join('\n')
    const unfolded = everything.replace(/\n\s*/g, ' ')
    const escaped = [...canaries].filter(([, value]) =>
      forms(value).some((form) => everything.includes(form) || unfolded.includes(form)),
    )
    expect(escaped.map(([place]) => place)).toEqual([])
    expect(canaries.size).toBeGreaterThan(25)
    // They were there to be found.
    const raw = JSON.stringify(server.store.list('pods').items)
    expect(raw).toContain(canaries.get('environment of the operator, plain'))
    // What is not secret is still there.
    expect(everything).toContain('name: LICENSE_PASSWORD')
    expect(everything).toContain('image: quay.io/acme/acme:1.0.0')
  },
)
