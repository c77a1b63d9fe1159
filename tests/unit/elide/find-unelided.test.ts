import { load } from 'js-yaml'
import { gzipSync } from 'node:zlib'
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

  it('finds what hides five strings deep, with all that is escaped for it', () => {
    let text = JSON.stringify(secret({ a: base64('value') }))
    for (let depth = 0; depth < 4; depth++) text = JSON.stringify({ kind: 'ConfigMap', data: { a: text } })
    expect(keys({ kind: 'ConfigMap', data: { outer: text } })).toHaveLength(1)
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

  describe('says what it did not open', () => {
    const unread = (document: unknown) => {
      const told = new Set<string>()
      findUnelided(document, undefined, true, (reason) => told.add(reason))
      return [...told]
    }
    const wrapped = (text: string, times: number): string =>
      times === 0 ? text : wrapped(base64(text), times - 1)

    it('as it lies behind too many layers', () => {
      const hidden = JSON.stringify(secret({ a: base64('value') }))
      expect(unread({ data: { a: wrapped(hidden, 7) } })).toEqual([])
      expect(unread({ data: { a: wrapped(hidden, 9) } })).toEqual([
        'what is behind more than 8 layers was not opened',
      ])
    })

    it('as it unpacks to too much', () => {
      const bomb = gzipSync(Buffer.alloc(33 * 2 ** 20, 'a')).toString('base64')
      expect(unread({ data: { a: bomb } })).toEqual(['behind base64, gzip it unpacks to more than 32 MB'])
    })

    it('as there is too much of it', () => {
      const packed = gzipSync(Buffer.alloc(30 * 2 ** 20, 'a.b ')).toString('base64')
      const six = Array.from({ length: 6 }, () => packed)
      expect(unread({ data: { ...six.slice(0, 4) } })).toEqual([])
      expect(unread({ data: { ...six } })).toEqual(['what is hidden in it comes to more than 128 MB'])
    })

    it('and of plain texts nothing', () => {
      expect(unread({ data: { a: 'a text of no weight', b: 'x'.repeat(5000) } })).toEqual([])
    })
  })
})
