import { expect, it } from 'vitest'
import { fake } from '../../../../src/secrets/rules/samples.js'
import { brief, secretsIn } from '../../../support/secrets-in.js'
import { indent, password } from './samples.js'

const key = fake('base64', 40, 9)
const env = (entries: string) => `kind: Pod\nspec:\n  containers:\n  - env:\n${indent(entries, 4)}`
const rules = ['password-assignment', 'secret-assignment', 'environment-value', 'environment-value-first']

it.each<[string, string, number]>([
  ['YAML', env(`- name: DB_PASS\n  value: ${password}\n`), 5],
  ['YAML in quotes', env(`- name: "DB_PASS"\n  value: "${password}"\n`), 5],
  ['YAML, the value first', env(`- value: ${password}\n  name: DB_PASSWORD\n`), 5],
  ['JSON minified', JSON.stringify({ env: [{ name: 'DB_PASSWORD', value: password }] }), 1],
  ['JSON minified, the value first', JSON.stringify({ env: [{ value: password, name: 'DB_PASSWORD' }] }), 1],
  ['JSON pretty', JSON.stringify({ env: [{ name: 'DB_PASSWORD', value: password }] }, null, 4), 4],
  [
    'JSON pretty, the value first',
    JSON.stringify({ env: [{ value: password, name: 'API_TOKEN' }] }, null, 4).replace(password, key),
    4,
  ],
  [
    'a CronJob',
    `kind: CronJob\nspec:\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          containers:\n          - env:\n            - name: API_TOKEN\n              value: ${key}\n`,
    9,
  ],
  ['a name that says nothing', env(`- name: FOO\n  value: ${fake('alnum', 40, 12)}\n`), 5],
  [
    'a name that says nothing, JSON',
    JSON.stringify({ env: [{ name: 'FOO', value: fake('alnum', 40, 12) }] }),
    1,
  ],
  ['describe of a pod', `    Environment:\n      DB_PASSWORD:            ${password}\n`, 2],
  ['printenv', `HOME=/root\nDB_PASSWORD=${password}\n`, 2],
  ['/proc', `HOME=/root\0DB_PASSWORD=${password}\0PATH=/bin\0`, 1],
])('finds the credential in the environment: %s', async (_, text, line) => {
  const found = await secretsIn({ 'pod.yaml': text })
  expect(found.map(brief).length).toBe(1)
  expect(rules).toContain(found[0]?.rule)
  expect(Math.abs((found[0]?.line ?? 0) - line)).toBeLessThanOrEqual(1)
})

it.each<[string, string]>([
  [
    'a reference',
    '- name: DB_PASSWORD\n  valueFrom:\n    secretKeyRef:\n      key: password-1\n      name: db-1\n',
  ],
  ['a path', '- name: TOKEN_FILE\n  value: /var/run/secrets/token1\n'],
  ['another variable', '- name: DB_PASSWORD\n  value: $(OTHER_PASSWORD)\n'],
  ['an image', `- name: RELATED_IMAGE_X\n  value: quay.io/org/x@sha256:${fake('hex', 64, 3)}\n`],
  ['a digest', `- name: CONFIG_HASH\n  value: ${fake('hex', 64, 3)}\n`],
  ['a UUID', '- name: CLUSTER_ID\n  value: 3f2b6c1e-9d4a-4f6b-8c2d-1e5f7a9b0c3d\n'],
  ['a version', '- name: RELEASE_VERSION\n  value: 4.8.0-0.nightly-2021-09-13-145959\n'],
  ['a switch', '- name: REQUIRE_PASSWORD\n  value: "true"\n'],
  ['words', '- name: OPERATOR_NAME\n  value: cluster-monitoring-operator-prometheus-k8s-0\n'],
  ['a class', '- name: HANDLER\n  value: com.example.HandlerFactoryBuilderImplementation2\n'],
  ['an elided value', '- name: DB_PASSWORD\n  value: <redacted>\n'],
])('finds none in the environment: %s', async (_, entries) => {
  expect((await secretsIn({ 'pod.yaml': env(entries) })).map(brief)).toEqual([])
})
