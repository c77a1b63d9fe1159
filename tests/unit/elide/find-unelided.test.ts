import { load } from 'js-yaml'
import { describe, expect, it } from 'vitest'
import { elidedValue, findUnelided } from '../../../src/elide/index.js'
import { base64, secret } from './samples.js'

const keys = (document: unknown) => findUnelided(document).map(({ path }) => path.join('.'))

describe('findUnelided', () => {
  it('names the Secret, the key and the way to it', () => {
    const [found, ...more] = findUnelided({
      kind: 'List',
      items: [secret({ a: elidedValue(3), b: base64('value') })],
    })
    expect(found).toMatchObject({
      kind: 'Secret',
      namespace: 'n',
      name: 's',
      key: 'b',
      path: ['items', '0', 'data', 'b'],
    })
    expect(more).toEqual([])
  })

  it('opens last-applied configurations, InstallPlan manifests and ConfigMap values', () => {
    const text = JSON.stringify(secret({ a: base64('value') }))
    const annotations = { 'kubectl.kubernetes.io/last-applied-configuration': text }
    expect(keys({ kind: 'Secret', metadata: { annotations } })).toHaveLength(1)
    expect(
      keys({ kind: 'Deployment', metadata: { annotations: { 'example.com/backup': text } } }),
    ).toHaveLength(1)
    expect(keys({ kind: 'InstallPlan', status: { plan: [{ resource: { manifest: text } }] } })).toEqual([
      'status.plan.0.resource.manifest.(json).data.a',
    ])
    const yaml = `kind: List\nitems:\n- kind: Secret\n  data: {a: ${base64('value')}}\n`
    expect(keys({ kind: 'ConfigMap', data: { 'x.yaml': yaml } })).toEqual([
      'data.x.yaml.(yaml).items.0.data.a',
    ])
  })

  it('finds what hides two strings deep', () => {
    const inner = JSON.stringify({
      kind: 'ConfigMap',
      data: { s: JSON.stringify(secret({ a: base64('value') })) },
    })
    expect(keys({ kind: 'ConfigMap', data: { outer: inner } })).toHaveLength(1)
  })

  it('counts a last-applied configuration that cannot be opened as not proven', () => {
    const cut = JSON.stringify(secret({ a: base64('value') })).slice(0, -5)
    const annotations = { 'kubectl.kubernetes.io/last-applied-configuration': cut }
    expect(findUnelided({ kind: 'Secret', metadata: { name: 's', annotations } })).toHaveLength(1)
  })

  it('leaves references to Secrets and other kinds alone', () => {
    expect(keys({ kind: 'Event', involvedObject: { kind: 'Secret', name: 'x' } })).toEqual([])
    expect(keys({ kind: 'ConfigMap', data: { password: base64('value') } })).toEqual([])
    expect(keys({ spec: { secretRef: { kind: 'Secret', name: 'x', namespace: 'y' } } })).toEqual([])
  })

  it('looks at an alias once, however often it stands there', () => {
    const levels = Array.from({ length: 40 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`)
    const bomb = load(['a0: &a0 {kind: Secret, data: {k: dmFsdWU=}}', ...levels].join('\n'))
    expect(findUnelided(bomb)).toHaveLength(1)
  })
})
