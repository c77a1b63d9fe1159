import { gzipSync } from 'node:zlib'
import type { Plant } from '../piece.js'
import { joined, marked, plain } from '../piece.js'
import type { Random } from '../random.js'
import type { Sample } from '../types.js'
import { configFile } from './config-file.js'
import { metadata } from './objects.js'
import type { PlaceKind } from './types.js'

/** A file as a node or an image has it: the sample alone where it is one, else in some program's configuration. */
function content(sample: Sample, plant: Plant, random: Random): string {
  if (sample.form === 'text' || sample.form === 'kubeconfig') return `${sample.value}\n`
  return `${configFile(sample, plant, random)
    .text.split('\n')
    .slice(1)
    .map((line) => line.slice(6))
    .join('\n')}\n`
}

const hex = (byte: number) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`

/** As Go's url.PathEscape leaves it: what ignition's data URLs look like. */
const escaped = (text: string) =>
  [...Buffer.from(text)]
    .map((byte) =>
      /[A-Za-z0-9._~$&+:=@-]/.test(String.fromCharCode(byte)) ? String.fromCharCode(byte) : hex(byte),
    )
    .join('')

const machineFile = (source: string, path: string, extra = '') =>
  `      - contents:\n${extra}          source: ${source}\n        mode: 384\n        overwrite: true\n        path: ${path}`

const path = (sample: Sample) =>
  sample.form === 'text' ? `/etc/kubernetes/${sample.name}` : '/etc/sysconfig/app'

const anything = ['value', 'url', 'text', 'kubeconfig'] as const

/** The chart's release as Helm keeps it in a ConfigMap. */
function release(sample: Sample, random: Random): string {
  const chart = {
    name: 'shop',
    info: { status: 'deployed', notes: 'Thank you for installing.' },
    chart: { metadata: { name: 'shop', version: '1.4.2' }, values: { replicas: 2 } },
    config: { [sample.name]: sample.value, image: { tag: 'v4' } },
    manifest: `---\nkind: ServiceAccount\nmetadata:\n  name: shop\n# ${random.text('abc', 20)}\n`,
    version: 3,
  }
  return gzipSync(JSON.stringify(chart)).toString('base64')
}

export const packedPlaces: readonly PlaceKind[] = [
  {
    place: 'ignition, percent-encoded',
    host: 'machine-configs',
    forms: anything,
    set: (sample, plant, random) => {
      const file = machineFile(`data:,${escaped(content(sample, plant, random))}`, path(sample))
      return marked(file, plant, 1, 1)
    },
  },
  {
    place: 'ignition, base64',
    host: 'machine-configs',
    forms: anything,
    set: (sample, plant, random) => {
      const encoded = Buffer.from(content(sample, plant, random)).toString('base64')
      const file = machineFile(`data:text/plain;charset=utf-8;base64,${encoded}`, path(sample))
      return marked(file, plant, 1, 1)
    },
  },
  {
    place: 'ignition, gzip',
    host: 'machine-configs',
    forms: anything,
    set: (sample, plant, random) => {
      const packed = gzipSync(content(sample, plant, random)).toString('base64')
      const file = machineFile(`data:;base64,${packed}`, path(sample), '          compression: gzip\n')
      return marked(file, plant, 2, 2)
    },
  },
  {
    place: 'InstallPlan manifest',
    host: 'install-plans',
    forms: ['value', 'url', 'text'],
    set: (sample, plant, random) => {
      const data = { [sample.name]: sample.value }
      const spec = { containers: [{ name: 'manager', env: [{ name: sample.name, value: sample.value }] }] }
      const manifest = random.pick([
        { kind: 'ConfigMap', apiVersion: 'v1', metadata: { name: 'shop' }, data },
        { kind: 'Secret', apiVersion: 'v1', metadata: { name: 'shop' }, stringData: data },
        {
          kind: 'Deployment',
          apiVersion: 'apps/v1',
          metadata: { name: 'shop' },
          spec: { template: { spec } },
        },
      ])
      const json = JSON.stringify(manifest)
      const line = random.chance(0.5)
        ? `        manifest: '${json.replace(/'/g, "''")}'`
        : `        manifest: ${JSON.stringify(json)}`
      return joined([
        plain(
          '    - resolving: shop-operator.v1.4.2\n      resource:\n        group: ""\n        kind: Object',
        ),
        marked(line, plant),
        plain(
          '        name: shop\n        sourceName: community-operators\n        version: v1\n      status: Created',
        ),
      ])
    },
  },
  {
    place: 'Helm release in a ConfigMap',
    host: 'config-maps',
    forms: ['value', 'url'],
    set: (sample, plant, random) =>
      joined([
        plain('- apiVersion: v1\n  data:'),
        marked(`    release: ${release(sample, random)}`, plant),
        plain(`  kind: ConfigMap\n${metadata('shop.v3', 'payments', random)}`),
      ]),
  },
  {
    place: 'nested archive',
    host: 'nested-archive',
    forms: anything,
    set: (sample, plant, random) => {
      const text = content(sample, plant, random)
      const own = text.split('\n').findIndex((line) => line.includes(sample.value.split('\n')[0] ?? ''))
      const isWhole = sample.form === 'text' || sample.form === 'kubeconfig' || own < 0
      return isWhole ? marked(text, plant) : marked(text, plant, own, own)
    },
  },
]
