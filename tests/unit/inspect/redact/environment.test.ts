import { gzipSync } from 'node:zlib'
import { dump } from 'js-yaml'
import { expect, test } from 'vitest'
import { redactObject } from '../../../../src/inspect/redact/index.js'
import type { KubeObject } from '../../../../src/model/kubernetes.js'

const planted = 'a planted value that nobody names so'
const pod = { kind: 'Pod', spec: { containers: [{ name: 'c', env: [{ name: 'PLAIN', value: planted }] }] } }
const object = (fields: object): KubeObject => ({
  apiVersion: 'v1',
  kind: 'X',
  metadata: { name: 'x' },
  ...fields,
})
const all = { environment: 'all', configMaps: true } as const

const rows: [string, KubeObject][] = [
  ['a pod', object(pod)],
  ['a value that is no text', object({ env: [{ name: 'N', value: 12345678901 }] })],
  ['JSON in a text', object({ text: JSON.stringify(pod) })],
  ['JSON in JSON in a text', object({ text: JSON.stringify({ text: JSON.stringify(pod) }) })],
  ['YAML in a text', object({ text: dump(pod) })],
  ['several documents of YAML', object({ text: `a: 1\n---\n${dump(pod)}` })],
  ['YAML on one line', object({ text: dump(pod, { flowLevel: 0 }) })],
  ['YAML amid prose', object({ text: `Use it: [so\n${dump(pod)}` })],
  [
    'a value of several lines amid prose',
    object({ text: `It: [is\nenv:\n- name: A\n  value: |\n    ${planted}\nrest: 1` }),
  ],
  ['a list on one line amid prose', object({ text: `It: [is\nenv: [{name: A, value: ${planted}}]` })],
  ['JSON that was cut', object({ text: JSON.stringify(pod).slice(0, -4) })],
  ['JSON that was cut within the value', object({ text: JSON.stringify(pod).slice(0, -16) })],
  ['base64', object({ text: Buffer.from(JSON.stringify(pod)).toString('base64') })],
  ['gzip in base64', object({ text: gzipSync(dump(pod)).toString('base64') })],
  [
    'base64 in JSON',
    object({ text: JSON.stringify({ text: Buffer.from(JSON.stringify(pod)).toString('base64') }) }),
  ],
  [
    'a ConfigMap in a manifest',
    object({ manifest: JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', data: { a: planted } }) }),
  ],
  [
    'a ConfigMap in YAML',
    object({ manifest: dump({ apiVersion: 'v1', kind: 'ConfigMap', data: { a: planted } }) }),
  ],
]

test.each(rows)('no value of an environment is left in %s', (_, value) => {
  const text = JSON.stringify(redactObject(value, all))
  expect(text).not.toContain('planted')
  expect(text).not.toContain('12345678901')
  for (const shift of [0, 1, 2])
    expect(text).not.toContain(
      Buffer.from('x'.repeat(shift) + planted)
        .toString('base64')
        .slice(4, 24),
    )
})

test('names, references and all that is no environment stay', () => {
  const harmless = object({
    env: [
      { name: 'A', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } },
      { name: 'B' },
      { name: 'C', value: '' },
      { name: 'D', value: '<redacted>' },
    ],
    schema: { properties: { env: { type: 'array', items: { type: 'object' } } } },
    description: 'Set the environment: each env: of the operator is described below.',
    args: ['--env=production', 'value: x'],
    image: 'quay.io/acme/env:value',
  })
  expect(redactObject(harmless, all)).toEqual(harmless)
})

test('without the option only what is called a credential goes', () => {
  expect(redactObject(object(pod))).toEqual(object(pod))
})
