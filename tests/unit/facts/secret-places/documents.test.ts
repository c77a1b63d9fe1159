import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { base64 } from '../../../../src/secrets/rules/samples.js'
import { brief, secretsIn } from '../../../support/secrets-in.js'
import { configMap, elided, indent, privateKey, secret, value, yamlSecret } from './samples.js'

const other = base64('another value of some length')
const leaking = secret({ password: value })
const list = (...items: object[]) => ({ apiVersion: 'v1', kind: 'List', items })
const row = (object: object) => JSON.stringify(object)
const pretty = (object: object) => JSON.stringify(object, null, 4)

it.each<[string, string, string, string[]]>([
  ['a single object', 's.yaml', yamlSecret(value), ['Secret app/db password:3']],
  ['an object without a suffix', 'all', yamlSecret(value), ['Secret app/db password:3']],
  [
    'a List',
    's.yaml',
    `apiVersion: v1\nitems:\n- apiVersion: v1\n  kind: Pod\n- apiVersion: v1\n  data:\n    a: ${elided}\n    b: ${value}\n  kind: Secret\n  metadata:\n    name: x\nkind: List\n`,
    ['Secret x b:8'],
  ],
  [
    'a SecretList whose items do not say what they are',
    's.yaml',
    `kind: SecretList\nitems:\n- metadata: {name: x, namespace: n}\n  data:\n    a: ${elided}\n    b: ${value}\n`,
    ['Secret n/x b:6'],
  ],
  [
    'YAML of many documents',
    's.yaml',
    `---\n${yamlSecret(elided, 'a')}---\n${yamlSecret(value, 'b')}---\n${yamlSecret(other, 'c')}`,
    ['Secret app/b password:13', 'Secret app/c password:22'],
  ],
  [
    'many documents of which one is broken',
    's.yaml',
    `${yamlSecret(elided, 'a')}---\nerror: the "server" said\n  no: [\n---\n${yamlSecret(value, 'b')}`,
    ['Secret app/b password:15'],
  ],
  ['JSON minified', 's.json', row(list(leaking)), ['Secret app/db password:1']],
  ['JSON pretty', 's.json', pretty(list(configMap({}), leaking)), ['Secret app/db password:22']],
  ['JSON in tabs', 's.json', JSON.stringify(leaking, null, '\t'), ['Secret app/db password:9']],
  [
    'JSON in rows',
    's.json',
    `${row(configMap({ a: 'b' }))}\n${row(leaking)}\n${row(secret({ a: other }, 'x'))}\n`,
    ['Secret app/db password:2', 'Secret app/x a:3'],
  ],
  [
    'JSON objects one after the other',
    's.json',
    `${pretty(configMap({ a: 'b' }))}\n${pretty(leaking)}\n`,
    ['Secret app/db password:20'],
  ],
  [
    'values that are lined up',
    's.yaml',
    `kind:            Secret\nmetadata:\n  name:          x\ndata:\n  a:             ${value}\n`,
    ['Secret x a:5'],
  ],
  ['flow style', 's.yaml', `{kind: Secret, metadata: {name: x},\n data: {a: ${value}}}\n`, ['Secret x a:2']],
  [
    'stringData',
    's.yaml',
    'kind: Secret\nmetadata:\n  name: x\nstringData:\n  a: short\n  b: |\n    two\n    lines\n',
    ['Secret x a:5', 'Secret x b:6'],
  ],
  [
    'stringData that is a private key, once',
    's.yaml',
    `kind: Secret\nmetadata:\n  name: x\nstringData:\n  key: |\n${indent(privateKey, 4)}  other: s3cret\n`,
    ['Secret x key:5', 'Secret x other:33'],
  ],
  [
    'data in folded lines, once',
    's.yaml',
    `kind: Secret\nmetadata:\n  name: x\ndata:\n  key: >-\n${indent(base64(privateKey).replace(/.{76}/g, '$&\n'), 4)}\n`,
    ['Secret x key:5'],
  ],
  [
    'a short value whose text stands elsewhere before',
    's.yaml',
    `# pw: QUJD\nkind: Secret\nmetadata:\n  name: pw\n  labels:\n    pw: QUJD\ndata:\n  pw: QUJD\n`,
    ['Secret pw pw:8'],
  ],
  [
    'the same key in two Secrets',
    's.yaml',
    `kind: List\nitems:\n${['a', 'b'].map((name) => `- kind: Secret\n  metadata:\n    name: ${name}\n  data:\n    pw: ${base64(name)}\n`).join('')}`,
    ['Secret a pw:7', 'Secret b pw:12'],
  ],
  [
    'data after keys without a value',
    's.yaml',
    `kind: Secret\nimmutable:\ndata:\n  a:\n  b: ${value}\nmetadata:\n  name: x\n`,
    ['Secret x b:5'],
  ],
  [
    'data that is no mapping',
    's.yaml',
    `kind: Secret\nmetadata: {name: x}\ndata: ${value}\n`,
    ['Secret x data:3'],
  ],
  ['a log around it', 'x.log', `I1120 begin\n${yamlSecret(value)}`, ['Secret password:4']],
  [
    'a Template',
    't.yaml',
    `kind: Template\nobjects:\n- kind: Secret\n  metadata:\n    name: x\n  stringData:\n    a: \${PASSWORD}\n    b: s3cret\n`,
    ['Secret x b:8'],
  ],
])('finds a Secret in %s', async (_, path, text, expected) => {
  expect((await secretsIn({ [path]: text })).map(brief)).toEqual(expected)
})

it.each<[string, string]>([
  ['an elided Secret', yamlSecret(elided)],
  ['an elided List', row(list(secret({ a: elided, b: base64('0 bytes long') })))],
  ['JSON in rows, elided', `${row(secret({ a: elided }))}\n${row(secret({ b: elided }))}\n`],
  ['a Secret without data', 'kind: Secret\nmetadata: {name: x}\ntype: Opaque\n'],
  ['a reference', 'kind: Event\ninvolvedObject:\n  kind: Secret\n  name: db\n  namespace: app\n'],
  ['a ConfigMap beside it', `${yamlSecret(elided)}---\nkind: ConfigMap\ndata:\n  a: ${value}\n`],
  [
    'a Template of references',
    `kind: Template\nobjects:\n- kind: Secret\n  data: {a: "\${A}", b: "\${{B}}"}\n`,
  ],
])('finds none in %s', async (_, text) => {
  expect((await secretsIn({ 's.yaml': text })).map(brief)).toEqual([])
})

it('looks into .gz files', async () => {
  const found = await secretsIn({ 's.yaml.gz': gzipSync(`---\n${yamlSecret(value)}`) })
  expect(found.map(({ path }) => path)).toEqual(['s.yaml.gz!/s.yaml'])
  expect(found.map(brief)).toEqual(['Secret app/db password:4'])
})

it('leaves a marker of the profile alone, and no other', async () => {
  const files = { 's.yaml': indent(yamlSecret('<gone>'), 0) }
  expect((await secretsIn(files)).map(brief)).toEqual(['Secret app/db password:3'])
  expect((await secretsIn(files, { redactionMarkers: ['gone'] })).map(brief)).toEqual([])
  const redacted = { 's.yaml': yamlSecret('<redacted>') }
  expect((await secretsIn(redacted)).map(brief)).toEqual([])
  expect((await secretsIn(redacted, { redactionMarkers: ['gone'] })).map(brief)).toEqual([
    'Secret app/db password:3',
  ])
})
