import type { Piece, Plant } from '../piece.js'
import { indented, joined, lineCount, marked, plain } from '../piece.js'
import type { Random } from '../random.js'
import type { Sample } from '../types.js'
import { configFile } from './config-file.js'
import { entry, generated, metadata, scalar } from './objects.js'
import type { PlaceKind } from './types.js'

/** An object as a list's entry: `- apiVersion`, then the parts, in which marks keep their lines. */
function item(kind: string, apiVersion: string, parts: readonly Piece[]): Piece {
  return joined([plain(`- apiVersion: ${apiVersion}`), plain(`  kind: ${kind}`), ...parts])
}

const namespaces = ['payments', 'orders', 'shop-operator', 'openshift-monitoring', 'db'] as const

/** A pod's spec with one variable more, at the indentation of a list's entry. */
export function podItem(variable: Piece, random: Random, args?: Piece): Piece {
  const name = generated('api', random)
  return item('Pod', 'v1', [
    plain(metadata(name, random.pick(namespaces), random)),
    plain('  spec:\n    containers:'),
    ...(args ? [plain('    - args:'), args, plain('      env:')] : [plain('    - env:')]),
    plain(
      '      - name: LOG_LEVEL\n        value: info\n      - name: POD_IP\n        valueFrom:\n          fieldRef:\n            fieldPath: status.podIP',
    ),
    indented(variable, 6),
    plain(
      [
        `      image: quay.io/shop/api@sha256:${random.text('0123456789abcdef', 64)}`,
        '      name: api\n      ports:\n      - containerPort: 8080\n        protocol: TCP',
        '      volumeMounts:\n      - mountPath: /var/run/secrets/kubernetes.io/serviceaccount',
        `        name: kube-api-access-${random.text('bcdfghjklmnpqrstvwxz2456789', 5)}\n        readOnly: true`,
        '    serviceAccountName: api\n  status:\n    phase: Running\n    qosClass: Burstable',
      ].join('\n'),
    ),
  ])
}

const environment = ({ name, value }: Sample, plant: Plant): Piece =>
  marked(`- name: ${name}\n${entry('value', value, 2)}`, plant)

function configMap(data: Piece, random: Random, annotations?: Piece): Piece {
  const name = random.pick(['app-config', 'settings', 'prometheus', 'grafana-dashboards'])
  const [annotation, fields] = annotations
    ? [
        [plain('  metadata:\n    annotations:'), annotations],
        metadata(name, random.pick(namespaces), random).split('\n').slice(1).join('\n'),
      ]
    : [[], metadata(name, random.pick(namespaces), random)]
  return joined([
    plain('- apiVersion: v1\n  data:'),
    data,
    plain('  kind: ConfigMap'),
    ...annotation,
    plain(fields),
  ])
}

function secret(field: string, data: Piece, random: Random): Piece {
  const name = generated('creds', random)
  return joined([
    plain(`- apiVersion: v1\n  ${field}:`),
    data,
    plain(`  kind: Secret\n${metadata(name, random.pick(namespaces), random)}\n  type: Opaque`),
  ])
}

const inBase64 = (value: string) => Buffer.from(value).toString('base64')

/** The object as kubectl remembers it in its annotation. */
function lastApplied(sample: Sample, plant: Plant, random: Random): Piece {
  const name = random.pick(['app-config', 'api'])
  const meta = { annotations: {}, name, namespace: 'payments' }
  const object = random.pick([
    {
      apiVersion: 'v1',
      data: { [sample.name]: sample.value, LOG_LEVEL: 'info' },
      kind: 'ConfigMap',
      metadata: meta,
    },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: meta,
      spec: {
        template: {
          spec: {
            containers: [
              { env: [{ name: sample.name, value: sample.value }], image: 'quay.io/shop/api:v4', name },
            ],
          },
        },
      },
    },
  ])
  const json = JSON.stringify(object)
  const text = random.chance(0.7)
    ? `      kubectl.kubernetes.io/last-applied-configuration: |\n        ${json}`
    : `      kubectl.kubernetes.io/last-applied-configuration: '${json.replace(/'/g, "''")}'`
  const annotation = marked(text, plant, lineCount(text) - 1)
  return configMap(plain('    LOG_LEVEL: info'), random, annotation)
}

export const yamlPlaces: readonly PlaceKind[] = [
  {
    place: 'environment',
    host: 'pods',
    forms: ['value', 'url'],
    set: (sample, plant, random) => podItem(environment(sample, plant), random),
  },
  {
    place: 'container argument',
    host: 'pods',
    forms: ['value', 'url'],
    set: ({ name, value }, plant, random) => {
      const option = `--${name.replace(/[_.]/g, '-').toLowerCase()}=${value}`
      const args = marked(`      - ${scalar(option)}`, plant)
      return podItem(plain('- name: TZ\n  value: UTC'), random, joined([plain('      - --v=2'), args]))
    },
  },
  {
    place: 'ConfigMap value',
    host: 'config-maps',
    forms: ['value', 'url', 'text'],
    set: (sample, plant, random) =>
      sample.form === 'text' || random.chance(0.3)
        ? configMap(marked(entry(sample.name, sample.value, 4), plant), random)
        : configMap(configFile(sample, plant, random), random),
  },
  {
    place: 'kubeconfig in a ConfigMap',
    host: 'config-maps',
    forms: ['kubeconfig'],
    set: (sample, plant, random) => configMap(marked(entry(sample.name, sample.value, 4), plant), random),
  },
  {
    place: 'base64 in a ConfigMap',
    host: 'config-maps',
    forms: ['value', 'url', 'text', 'kubeconfig'],
    set: (sample, plant, random) => {
      const config = configFile(sample, plant, random).text
      const content =
        sample.form === 'text' || sample.form === 'kubeconfig'
          ? sample.value
          : config.replace(/^ +\S+: [|]-?\n/, '').replace(/^ {6}/gm, '')
      const encoded = inBase64(`${content}\n`)
      const wrapped = random.chance(0.3) ? (encoded.match(/.{1,76}/g) ?? []).join('\n') : encoded
      return configMap(marked(entry(`${sample.name}.b64`, wrapped, 4), plant), random)
    },
  },
  {
    place: 'Secret that is not elided',
    host: 'secrets',
    forms: ['value', 'text', 'kubeconfig'],
    set: (sample, plant, random) =>
      random.chance(0.8)
        ? secret('data', marked(`    ${sample.name}: ${inBase64(sample.value)}`, plant), random)
        : secret('stringData', marked(entry(sample.name, sample.value, 4), plant), random),
  },
  {
    place: 'last-applied annotation',
    host: 'config-maps',
    forms: ['value', 'url', 'text'],
    set: lastApplied,
  },
  {
    place: 'proxy',
    host: 'proxies',
    forms: ['url'],
    set: (sample, plant) =>
      marked(`  http${sample.name.includes('ttps') ? 's' : ''}Proxy: ${sample.value}`, plant),
  },
  {
    place: 'event',
    host: 'events',
    forms: ['value', 'url', 'header'],
    set: (sample, plant, random) => {
      const said =
        sample.form === 'header'
          ? `Liveness probe failed: curl -H "Authorization: ${sample.value}" https://localhost: 401`
          : `Error: failed to start container "api": exec: "${sample.name}=${sample.value}": executable file not found in $PATH`
      return joined([
        plain(
          '- apiVersion: v1\n  count: 3\n  involvedObject:\n    kind: Pod\n    name: api-0\n  kind: Event',
        ),
        marked(`  message: ${said.includes(': ') ? `'${said.replace(/'/g, "''")}'` : said}`, plant),
        plain(
          `${metadata(`api-0.${random.text('0123456789abcdef', 16)}`, 'payments', random)}\n  reason: Failed\n  type: Warning`,
        ),
      ])
    },
  },
]
