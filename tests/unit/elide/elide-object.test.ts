import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { elideObject, findUnelided } from '../../../src/elide/index.js'
import type { KubeObject } from '../../../src/model/kubernetes.js'
import { base64, certificate, secret } from './samples.js'

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration'

describe('elideObject', () => {
  it('writes what oc writes: the number of bytes, in base64', () => {
    const elided = elideObject(secret({ password: base64('correct horse') }))
    expect(elided['data']).toEqual({ password: base64('13 bytes long') })
  })

  it('keeps public certificates and the rest of the object, and leaves the original alone', () => {
    const original = secret({ 'tls.crt': base64(certificate), 'tls.key': base64('k'.repeat(1704)) })
    const before = structuredClone(original)
    const elided = elideObject(original)
    expect(elided['data']).toEqual({ 'tls.crt': base64(certificate), 'tls.key': base64('1704 bytes long') })
    expect(elided.metadata).toEqual(original.metadata)
    expect(original).toEqual(before)
  })

  it('does not keep a private key that hides under the name of a certificate', () => {
    const pem = [
      '-----BEGIN ',
      'PRIVATE KEY-----\nMIIE',
      'x'.repeat(64),
      '\n-----END ',
      'PRIVATE KEY-----\n',
    ].join('')
    const elided = elideObject(secret({ 'tls.crt': base64(certificate + pem) }))
    expect(findUnelided(elided)).toEqual([])
    expect(JSON.stringify(elided)).not.toContain(base64(certificate + pem))
  })

  it.each([
    ['data', 'a text'],
    ['stringData', 'a text'],
    ['data', ['a', 'list']],
    ['stringData', 12],
  ])('elides %s also where it is no mapping: %j', (field, value) => {
    const object = { ...secret({}), [field]: value }
    expect(findUnelided(object)).not.toEqual([])
    expect(findUnelided(elideObject(object))).toEqual([])
    expect(JSON.stringify(elideObject(object))).not.toContain(JSON.stringify(value))
  })

  it('elides stringData in plain text and blanks the annotations that repeat values', () => {
    const object = secret({})
    object['stringData'] = { token: 'abcdef' }
    object.metadata.annotations = {
      [lastApplied]: '{"x":1}',
      'openshift.io/token-secret.value': 'abc',
      other: 'kept',
    }
    const elided = elideObject(object)
    expect(elided['stringData']).toEqual({ token: '6 bytes long' })
    const blanked = { [lastApplied]: '', 'openshift.io/token-secret.value': '', other: 'kept' }
    expect(elided.metadata.annotations).toEqual(blanked)
  })

  it.each(['List', 'SecretList'])('walks a %s, also where its items do not say what they are', (kind) => {
    const item: Record<string, unknown> = { ...secret({ a: base64('value') }) }
    if (kind === 'SecretList') delete item['kind']
    const list = { apiVersion: 'v1', kind, metadata: { name: '' }, items: [item] } as KubeObject
    expect(findUnelided(list)).toHaveLength(1)
    expect(findUnelided(elideObject(list))).toEqual([])
  })

  it('opens a Secret inside a string and leaves other text as it is', () => {
    const configMap: KubeObject = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'c' },
      data: {
        json: JSON.stringify(secret({ a: base64('value') })),
        yaml: 'apiVersion: v1\nkind: Secret\nmetadata:\n  name: s\nstringData:\n  a: value\n',
        'other.yaml': 'kind:   Deployment\n',
      },
    }
    const elided = elideObject(configMap) as KubeObject & { data: Record<string, string> }
    expect(findUnelided(elided)).toEqual([])
    expect(elided.data['other.yaml']).toBe('kind:   Deployment\n')
    expect(elided.data['json']).toContain(base64('5 bytes long'))
    expect(elided.data['yaml']).toContain('5 bytes long')
  })

  it.each([
    ['gzip in base64', (text: string) => gzipSync(text).toString('base64')],
    ['base64', base64],
    ['a template that is no YAML', (text: string) => `{{- if x }}\n${text}{{- end }}\n`],
  ])('takes out as a whole what holds a Secret in %s', (_, hide) => {
    const leak = 'kind: Secret\nmetadata:\n  name: s\ndata:\n  a: dmFsdWU=\n'
    const configMap = (text: string): KubeObject => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'c' },
      data: { release: hide(text), other: base64('a text of no weight at all, in base64') },
    })
    const elided = elideObject(configMap(leak)) as KubeObject & { data: Record<string, string> }
    expect(elided.data['release']).toBe(`${hide(leak).length} bytes long`)
    expect(elided.data['other']).toBe(base64('a text of no weight at all, in base64'))
    const clean = configMap(leak.replace('dmFsdWU=', base64('5 bytes long')))
    expect(elideObject(clean)).toEqual(clean)
  })

  it('takes out as a whole what it cannot look into', () => {
    const bomb = gzipSync(Buffer.alloc(33 * 2 ** 20, 'a')).toString('base64')
    let deep = 'kind: Secret\nstringData:\n  a: a value that stays\n'
    for (let layer = 0; layer < 12; layer++)
      deep = `kind: ConfigMap\ndata:\n  a: |\n${deep.replace(/^(?=.)/gm, '    ')}`
    const map: KubeObject = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'c' },
      data: { bomb, deep, plain: 'kept' },
    }
    const { data } = elideObject(map) as KubeObject & { data: Record<string, string> }
    expect(data).toMatchObject({ bomb: `${bomb.length} bytes long`, plain: 'kept' })
    expect(data['deep']?.includes('a value that stays')).toBe(false)
  })

  it('elides a value that holds itself, as an alias makes it', () => {
    const endless: unknown[] = []
    endless.push(endless)
    const elided = elideObject({
      ...secret({}),
      data: { a: endless },
      stringData: { b: endless },
    })
    expect(elided).toMatchObject({
      data: { a: base64('0 bytes long') },
      stringData: { b: '0 bytes long' },
    })
    expect(findUnelided(elided)).toEqual([])
  })
})
