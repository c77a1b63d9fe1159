import { withoutGenerated } from '../../lib/generated-names.js'
import type { Place, SecretFinding } from '../finding.js'
import { fingerprint, maxPlaces } from '../finding.js'
import { quotings } from './quoting.js'
import type { Planted } from './planted-rules.js'
import { costOfStep } from './writings.js'

/** One place where a canary stands, behind the layers that were peeled off. */
export interface PlantedSighting {
  planted: Planted
  line: number
  layers: readonly string[]
}

export interface PlantedCollector {
  add(sighting: PlantedSighting): void
  /** One finding for each canary and encoding. */
  findings(): SecretFinding[]
  /** Whether a value that another rule found is one of the canaries that were seen, or a part of it. */
  speaksFor(value: string): boolean
}

/** What was seen of a canary on the line that it was last seen on. */
interface Line {
  line: number
  cost: number
  /** By their names. */
  encodings: Map<string, Encoding>
}

interface Encoding {
  planted: Planted
  steps: readonly string[]
}

interface Group extends Encoding {
  lastLine: number
  count: number
  places: Place[]
}

/**
 * Gathers the sightings of the canaries in one file. One line is one leak, which the plainest writing on it names: a value
 * in quotes is seen as it is and with the quotes taken off, base64 in a document that is in base64 itself in two ways.
 */
export function createPlantedCollector(path: string, salt: string): PlantedCollector {
  const lines = new Map<string, Line>()
  const groups = new Map<string, Group>()
  const seen = new Map<string, Planted>()

  const close = (id: string) => {
    const line = lines.get(id)
    lines.delete(id)
    for (const [name, encoding] of line?.encodings ?? [])
      count(groups, `${id}\0${name}`, encoding, { path, line: line?.line ?? 1 })
  }

  return {
    add({ planted, line, layers }) {
      const id = idOf(planted)
      seen.set(id, planted)
      const cost = planted.writing.cost + layers.length * (costOfStep + 1)
      if (lines.get(id)?.line !== line) close(id)
      const known = lines.get(id)
      if (known && known.cost < cost) return
      const encodings = known?.cost === cost ? known.encodings : new Map<string, Encoding>()
      const steps = [...layers, ...planted.writing.steps]
      encodings.set(steps.join(), { planted, steps })
      lines.set(id, { line, cost, encodings })
    },
    findings() {
      for (const id of [...lines.keys()]) close(id)
      return withoutRequoted(groups).map((group) => toFinding(group, path, salt))
    },
    speaksFor: (value) => [...seen.values()].some((planted) => holds(planted, value)),
  }
}

function count(groups: Map<string, Group>, key: string, encoding: Encoding, place: Place): void {
  const group = groups.get(key)
  if (!group) groups.set(key, { ...encoding, lastLine: place.line, count: 1, places: [place] })
  else if (group.lastLine !== place.line) {
    group.lastLine = place.line
    group.count++
    if (group.places.length < maxPlaces) group.places.push(place)
  }
}

/** A document in base64 shows a value in it twice, as base64 on its line and with quotes behind it where the document begins. */
function withoutRequoted(groups: ReadonlyMap<string, Group>): Group[] {
  return [...groups]
    .filter(([key, { steps }]) => {
      const [outer, last = ''] = [steps.slice(0, -1), steps.at(-1)]
      const plainer = key.slice(0, key.length - last.length - 1)
      return outer.length === 0 || !isQuoting(last) || !groups.has(plainer)
    })
    .map(([, group]) => group)
}

const isQuoting = (step: string) => step === 'part' || quotings.some(({ name }) => name === step)

const idOf = ({ canary: { id, object, key } }: Planted) => [id, object, key].join('\0')

/** Shorter values may be a part of a canary by chance. */
const telling = 8

const holds = ({ texts, needles }: Planted, value: string): boolean =>
  (value.length >= telling && texts.some((text) => text.includes(value))) ||
  needles.some((needle) => value.includes(needle))

function toFinding({ planted, steps, count, places }: Group, path: string, salt: string): SecretFinding {
  const { canary, texts } = planted
  const { id, kind, object, key, value } = canary
  const spoken = new Set(texts.flatMap((text) => [text, text.trimEnd(), `${text.trimEnd()}\n`]))
  return {
    check: 'MG-SEC-002',
    rule: kind,
    title: planted.title,
    severity: 'critical',
    path,
    line: places[0]?.line ?? 1,
    count,
    places,
    masked: `${id} ${writtenIn(steps)} (${value.length} characters)`,
    length: value.length,
    // Of the place and not of the value, which is another in every run.
    fingerprint: fingerprint([id, withoutGenerated(object), key, ...steps].join('\0'), salt),
    layers: [...steps],
    subject: `${id}: ${canary.namespace}/${object}${key === '' ? '' : ` ${key}`}`,
    covers: [...spoken].map((text) => fingerprint(text, salt)),
  }
}

/** `as it is`, `in base64`, `in hex of utf-16le`. */
export const writtenIn = (steps: readonly string[]): string =>
  steps.length === 0 ? 'as it is' : `in ${steps.join(' of ')}`
