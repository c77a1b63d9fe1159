import { printable } from '../../../src/lib/printable.js'
import type { CanariesFile } from '../../../src/model/canaries.js'
import { ExpectedError } from '../../../src/model/errors.js'
import type { Report } from '../../../src/model/report.js'
import { canariesFile, deriveCanaries } from '../../../src/secrets/index.js'
import { loadConfiguration } from '../../../src/verify/index.js'
import { fixtureCanary, fixtureKey } from '../../support/fixture-canaries.js'
import { base } from '../../support/fixture-captures.js'
import { mutateBytes } from '../mutate/bytes.js'
import { nameOf, pieceOf, tarOf } from '../mutate/tar.js'
import { mutateText } from '../mutate/text.js'
import { mutateTree } from '../mutate/tree.js'
import { jsonWords } from '../mutate/words.js'
import type { Random } from '../random.js'
import type { Target } from '../target.js'
import { Broken, maxInput } from '../target.js'
import { describe, judged } from './judge-archive.js'
import { basePieces } from './seed-captures.js'

const configuration = loadConfiguration(`${base}/isv/isv.yaml`, '', undefined)
const canaryKey = fixtureKey()
/** It stands in a file of the gather, so that whoever looks for it finds it. */
const leaked = fixtureCanary('opaque')
const record = 'canaries.json'

const pieces = basePieces(false).filter((piece) => !/^(?:bundle|index)\//.test(nameOf(piece)))
const [seed] = pieces.filter((piece) => nameOf(piece) === record)
const around = [
  ...pieces.filter((piece) => nameOf(piece) !== record),
  pieceOf('gathers/default/must-gather/leaked.txt', `it said ${leaked.value} once\n`),
]

/** What a capture says was planted, judged with the key: also where the digests go with places that nobody would plant in. */
export const canaries: Target = {
  name: 'canaries.json',
  weight: 0.5,
  seeds: () => [seed?.body ?? Buffer.alloc(0), manyPlaces(60)],
  mutate: mutateRecord,
  async run(input) {
    const archive = tarOf([...around, pieceOf(record, input)])
    const report = await judged(archive, { configuration: await configuration, canaryKey }).catch(shown)
    if (typeof report === 'string') return report
    checkReport(report, input)
    return `${plantedResult(report)?.reason?.replace(/\d+/g, 'N').slice(0, 120) ?? ''}; ${describe(report)}`
  },
}

/** The code of an error that was foreseen; its words come from the record, and go to a terminal. */
function shown(error: unknown): string {
  if (!(error instanceof ExpectedError)) throw error
  if (printable(error.message) !== error.message || error.message.length > 2000)
    throw new Broken(`${error.code} shows what it read as it is`)
  return error.code
}

const plantedResult = ({ checks }: Report) => checks.find(({ id }) => id === 'MG-SEC-002')

function checkReport(report: Report, input: Buffer): void {
  if (JSON.stringify(report).includes(leaked.value)) throw new Broken('the report shows a planted value')
  if (plantedResult(report)?.outcome !== 'pass') return
  const digests = (JSON.parse(input.toString('utf8')) as CanariesFile).canaries.map(({ digest }) => digest)
  if (digests.length === 0) throw new Broken('it passes with nothing to look for')
  if (digests.includes(digestOfLeaked)) throw new Broken('a planted value that came out was not found')
}

const digestOfLeaked = canariesFile(canaryKey, [leaked]).canaries[0]?.digest ?? ''

function mutateRecord(input: Buffer, random: Random, other: Buffer): Buffer {
  if (random.oneIn(8)) return mutateBytes(input, random, other)
  if (random.oneIn(4)) return mutateText(input, random, jsonWords)
  try {
    const known: unknown = JSON.parse(input.toString('utf8'))
    const file = random.oneIn(2) ? mutateTree(known, random) : withAnotherPlace(known as CanariesFile, random)
    return Buffer.from(JSON.stringify(random.oneIn(2) ? signed(file) : file, null, 2)).subarray(0, maxInput)
  } catch {
    // It is no JSON any more, nested too deeply, or no place has a shape.
    return mutateText(input, random, jsonWords)
  }
}

/** What is said of one place is another text, and the record still as its schema wants it. */
function withAnotherPlace({ canaries, ...rest }: CanariesFile, random: Random): CanariesFile {
  const changed = random.pick(canaries)
  const field = random.pick(['id', 'namespace', 'object', 'key'] as const)
  const text = random.pick(['', changed[field], 'Pod/']) + random.pick(jsonWords).repeat(1 + random.below(40))
  return { ...rest, canaries: canaries.map((one) => (one === changed ? { ...one, [field]: text } : one)) }
}

/** The record as whoever has the key would write it: what a wrong digest ends at once comes further. */
const signed = (file: unknown): CanariesFile =>
  canariesFile(canaryKey, deriveCanaries(canaryKey, (file as CanariesFile).canaries))

const manyPlaces = (count: number): Buffer =>
  Buffer.from(
    JSON.stringify(
      signed({
        canaries: Array.from({ length: count }, (_, index) => ({ ...leaked, namespace: `acme-${index}` })),
      }),
    ),
  )
