import type { Piece, Plant } from '../piece.js'
import { joined, marked, plain } from '../piece.js'
import type { Random } from '../random.js'
import type { Sample } from '../types.js'
import type { PlaceKind } from './types.js'

const time = (random: Random) =>
  `2026-11-20T${String(random.int(24)).padStart(2, '0')}:${String(random.int(60)).padStart(2, '0')}:${String(random.int(60)).padStart(2, '0')}.${random.text('0123456789', 9)}Z`

/** Ways in which programs print a setting. */
const sentences: readonly ((sample: Sample, random: Random) => string)[] = [
  ({ name, value }) => `level=debug msg="effective configuration" ${name}=${value} source=env`,
  ({ name, value }) => `+ export ${name}=${value}`,
  ({ name, value }) =>
    JSON.stringify({ level: 'info', ts: 1795199415.21, logger: 'setup', msg: 'options', [name]: value }),
  ({ name, value }, random) =>
    `I1120 10:22:${random.between(10, 59)}.110342       1 flags.go:59] FLAG: --${flag(name)}="${value}"`,
  ({ name, value }) => `DEBUG [main] c.e.shop.Settings - ${name}: ${value}`,
  ({ name, value }) => `map[image:quay.io/shop/api:v4 ${name}:${value} replicas:2]`,
  ({ name, value }) =>
    `{"req":{"headers":{},"body":${JSON.stringify(JSON.stringify({ user: 'svc', [name]: value }))}}}`,
]

const headerLines: readonly ((sample: Sample) => string)[] = [
  ({ value }) => `> Authorization: ${value}`,
  ({ value }) =>
    `I1120 10:22:13.118 1 round_trippers.go:435] curl -v -XGET -H "Accept: application/json" -H "Authorization: ${value}" 'https://10.0.0.1:6443/api'`,
  ({ value }) =>
    JSON.stringify({ level: 'debug', headers: { 'User-Agent': ['go-http'], Authorization: [value] } }),
]

const flag = (name: string) => name.replace(/[_.]/g, '-').toLowerCase()

/** How a program logs the sample: a line, or what it dumps over several. */
export function logged(sample: Sample, plant: Plant, random: Random): Piece {
  if (sample.form === 'header') return marked(`${time(random)} ${random.pick(headerLines)(sample)}`, plant)
  if (sample.form === 'url') {
    const line = random.pick([
      `level=info msg="using proxy" url=${sample.value}`,
      `dial through ${sample.value}: connect: connection refused`,
      `${sample.name}=${sample.value}`,
    ])
    return marked(`${time(random)} ${line}`, plant)
  }
  if (sample.form === 'text' || sample.form === 'kubeconfig') return dumped(sample, plant, random)
  // Some things are said again and again, and are one secret all the same.
  const times = random.chance(0.1) ? random.between(2, 30) : 1
  const sentence = random.pick(sentences)
  const lines = Array.from({ length: times }, () =>
    marked(`${time(random)} ${sentence(sample, random)}`, plant),
  )
  return joined(lines)
}

function dumped({ name, value }: Sample, plant: Plant, random: Random): Piece {
  const inJson = JSON.stringify({ level: 'debug', msg: `wrote ${name}`, content: value })
  if (random.chance(0.5)) return marked(`${time(random)} ${inJson}`, plant)
  return joined([plain(`${time(random)} + cat /etc/app/${name}`), marked(value, plant)])
}

const all = ['value', 'url', 'header', 'text'] as const

export const logPlaces: readonly PlaceKind[] = [
  { place: 'pod log', host: 'pod-log', forms: all, set: logged },
  { place: 'gz log', host: 'gz-log', forms: all, set: logged },
  {
    place: 'node journal',
    host: 'journal',
    forms: ['value', 'url', 'header'],
    set: (sample, plant, random) => {
      const line = `Nov 20 10:22:${random.between(10, 59)}.${random.text('0123456789', 6)} ip-10-0-1-7 hyperkube[1622]: `
      const said =
        sample.form === 'header'
          ? random.pick(headerLines)(sample)
          : `E1120 10:22:13.118 1622 pod_workers.go:191] "Error syncing pod" err="exec [/bin/sh -c ${sample.name}=${sample.value} /opt/run]: exit 1"`
      return marked(line + said, plant)
    },
  },
  {
    place: 'process list',
    host: 'processes',
    forms: ['value', 'url'],
    set: ({ name, value }, plant, random) =>
      marked(
        `1000   ${random.between(2000, 90000)}  0.${random.int(9)}  1.2 ${random.between(10000, 900000)} ${random.between(1000, 90000)} ?  Ssl  Nov19   0:07 /usr/bin/server --listen=:8080 --${flag(name)}=${value} --v=2`,
        plant,
      ),
  },
]
