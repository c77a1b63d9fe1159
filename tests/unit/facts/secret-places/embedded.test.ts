import { expect, it } from 'vitest'
import { base64 } from '../../../../src/secrets/rules/samples.js'
import { brief, secretsIn } from '../../../support/secrets-in.js'
import { configMap, elided, gzip, indent, secret, value, yamlSecret } from './samples.js'

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration'
const leaking = JSON.stringify(secret({ password: value }))
const clean = JSON.stringify(secret({ password: elided }))
const annotated = (kind: string, annotation: string, text: string) =>
  `apiVersion: v1\nkind: ${kind}\nmetadata:\n  annotations:\n    ${annotation}: |\n      ${text}\n  name: x\n`
const quoted = (key: string, text: string) => `  ${key}: ${JSON.stringify(text)}\n`
const installPlan = (manifest: string) =>
  `kind: InstallPlan\nstatus:\n  plan:\n  - resolving: csv\n    resource:\n      kind: Secret\n      manifest: '${manifest}'\n      name: db\n`

/** What Helm keeps of a release: the chart with its manifests. */
const release = (manifest: string, filler = 0) =>
  gzip(
    JSON.stringify({
      name: 'shop',
      chart: { files: [filler > 0 ? { data: noise(filler) } : {}] },
      config: { replicas: 2 },
      manifest: `---\n# Source: shop/templates/s.yaml\n${manifest}`,
    }),
  )

/** Text that does not become much smaller. */
function noise(length: number): string {
  let state = 7
  const next = () => (state = (Math.imul(state, 1103515245) + 12345) >>> 0) >>> 8
  return Array.from({ length }, () => String.fromCharCode(97 + (next() % 26))).join('')
}

const helmSecret = (packed: string) =>
  `apiVersion: v1\ndata:\n  release: ${base64(packed)}\nkind: Secret\nmetadata:\n  name: sh.helm.release.v1.shop.v1\ntype: helm.sh/release.v1\n`
const helmConfigMap = (packed: string) =>
  `apiVersion: v1\ndata:\n  release: ${packed}\nkind: ConfigMap\nmetadata:\n  labels:\n    owner: helm\n  name: shop.v1\n`

it.each<[string, string, string[]]>([
  [
    'the last-applied configuration of a Secret that is elided',
    `${annotated('Secret', lastApplied, leaking)}data:\n  password: ${elided}\n`,
    ['Secret app/db password:6 (json)'],
  ],
  [
    'an annotation of another kind',
    annotated('Deployment', 'example.com/backup', leaking),
    ['Secret app/db password:6 (json)'],
  ],
  [
    'an annotation in double quotes',
    `kind: Deployment\nmetadata:\n  annotations:\n  ${quoted('example.com/backup', leaking)}`,
    ['Secret app/db password:4 (json)'],
  ],
  [
    'an annotation of minified JSON',
    JSON.stringify({ kind: 'Pod', metadata: { annotations: { a: leaking } } }),
    ['Secret app/db password:1 (json)'],
  ],
  [
    'a value of a ConfigMap, YAML in a block',
    `apiVersion: v1\ndata:\n  a.yaml: |\n${indent(yamlSecret(value), 4)}kind: ConfigMap\n`,
    ['Secret app/db password:6 (yaml)'],
  ],
  [
    'a value of a ConfigMap, many documents',
    `data:\n  a.yaml: |\n${indent(`${yamlSecret(elided, 'a')}---\n${yamlSecret(value, 'b')}`, 4)}kind: ConfigMap\n`,
    ['Secret app/b password:14 (yaml)'],
  ],
  [
    'a value of a ConfigMap, quoted',
    `data:\n${quoted('a.yaml', yamlSecret(value))}kind: ConfigMap\n`,
    ['Secret app/db password:2 (yaml)'],
  ],
  [
    'a value of a ConfigMap, JSON in JSON in JSON',
    JSON.stringify(configMap({ a: JSON.stringify(configMap({ b: leaking })) }), null, 2),
    ['Secret app/db password:9 (json json)'],
  ],
  [
    'a value of a ConfigMap, text that is no YAML',
    `data:\n  a.tpl: |\n    {{- if .Values.x }}\n    kind: Secret\n    data:\n      a: {{ .Values.a | b64enc }}\n      b: ${value}\n    {{- end }}\nkind: ConfigMap\n`,
    ['Secret b:7 (text)'],
  ],
  ['an InstallPlan', installPlan(leaking), ['Secret app/db password:7 (json)']],
  [
    'an InstallPlan that holds YAML',
    `kind: InstallPlan\nstatus:\n  plan:\n  - resource:\n      manifest: |\n${indent(yamlSecret(value), 8)}`,
    ['Secret app/db password:8 (yaml)'],
  ],
  [
    'base64 in a ConfigMap',
    `binaryData:\n  a: ${base64(yamlSecret(value))}\nkind: ConfigMap\n`,
    ['Secret app/db password:2 (base64)'],
  ],
  [
    'gzip in a ConfigMap, as OLM unpacks bundles',
    `binaryData:\n  a: ${gzip(yamlSecret(value))}\nkind: ConfigMap\n`,
    ['Secret app/db password:2 (base64 gzip)'],
  ],
  [
    'a release of Helm in a ConfigMap',
    helmConfigMap(release(yamlSecret(value))),
    ['Secret app/db password:3 (base64 gzip yaml)'],
  ],
  [
    'a release of Helm in a Secret',
    helmSecret(release(yamlSecret(value))),
    ['Secret sh.helm.release.v1.shop.v1 release:3', 'Secret app/db password:3 (base64 base64 gzip yaml)'],
  ],
  [
    'a large release of Helm in a Secret',
    helmSecret(release(yamlSecret(value), 200_000)),
    ['Secret sh.helm.release.v1.shop.v1 release:3', 'Secret app/db password:3 (base64 base64 gzip yaml)'],
  ],
  [
    'a large release of Helm in a ConfigMap',
    helmConfigMap(release(yamlSecret(value), 200_000)),
    ['Secret app/db password:3 (base64 gzip yaml)'],
  ],
  [
    'percent-encoding',
    `kind: MachineConfig\nspec:\n  source: data:,${encodeURIComponent(yamlSecret(value))}\n`,
    ['Secret app/db password:3 (percent)'],
  ],
  [
    'a data URL in base64',
    `kind: MachineConfig\nspec:\n  source: data:text/plain;charset=utf-8;base64,${base64(yamlSecret(value))}\n`,
    ['Secret app/db password:3 (base64)'],
  ],
  [
    'a data URL of gzip',
    `kind: MachineConfig\nspec:\n  compression: gzip\n  source: data:;base64,${gzip(yamlSecret(value))}\n`,
    ['Secret app/db password:4 (base64 gzip)'],
  ],
  [
    'percent-encoding in base64 in base64',
    `a: ${base64(base64(encodeURIComponent(yamlSecret(value))))}\n`,
    ['Secret app/db password:1 (base64 base64 percent)'],
  ],
  [
    'base64 in a log',
    `I1120 10:00:00 1 x.go:1] payload ${base64(leaking)} sent\n`,
    ['Secret app/db password:1 (base64)'],
  ],
  [
    'base64 without padding, with the digits of URLs',
    `a: ${Buffer.from(`# ??? >>> ~~~ ???\n${yamlSecret(value)}`).toString('base64url')}\n`,
    ['Secret app/db password:1 (base64)'],
  ],
])('finds a Secret in %s', async (_, text, expected) => {
  expect((await secretsIn({ 'a.yaml': text })).map(brief)).toEqual(expected)
})

it.each<[string, string]>([
  ['a last-applied configuration', annotated('Secret', lastApplied, clean)],
  [
    'a last-applied configuration that is blank',
    `kind: Secret\nmetadata: {annotations: {${lastApplied}: ""}}\n`,
  ],
  ['an annotation', annotated('Deployment', 'example.com/backup', clean)],
  ['a ConfigMap', `data:\n${quoted('a.yaml', yamlSecret(elided))}kind: ConfigMap\n`],
  [
    'a template of a chart',
    `data:\n  a.tpl: |\n    kind: Secret\n    data:\n      a: {{ .Values.a | b64enc }}\nkind: ConfigMap\n`,
  ],
  ['an InstallPlan', installPlan(clean)],
  [
    'an InstallPlan that refers to a ConfigMap',
    installPlan(
      JSON.stringify({ kind: 'ConfigMap', name: 'abc', namespace: 'marketplace', catalogSourceName: 'c' }),
    ),
  ],
  ['base64', `binaryData:\n  a: ${base64(yamlSecret(elided))}\nkind: ConfigMap\n`],
  ['gzip', `binaryData:\n  a: ${gzip(yamlSecret(elided))}\nkind: ConfigMap\n`],
  ['a release of Helm', helmConfigMap(release(yamlSecret(elided)))],
  ['a release of Helm that is elided', helmSecret('x').replace(base64('x'), elided)],
])('finds none in %s that is elided', async (_, text) => {
  expect((await secretsIn({ 'a.yaml': text })).map(brief)).toEqual([])
})
