import type { Random } from '../random.js'

const values: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  2 ** 53,
  '',
  ' ',
  'x',
  '\u0000',
  '\ud800',
  '\u202e\u001b[31m',
  '__proto__',
  '*',
  '**/*',
  '{a,b',
  '[',
  '../../etc',
  '/abs',
  '1h',
  '10Mi',
  '-5s',
  '2026-99-99T00:00:00Z',
  'sha256:',
  'x'.repeat(5000),
  '('.repeat(300),
  [],
  {},
  [[]],
  [null],
  { __proto__: null, length: -1 },
]
const keys = [
  '__proto__',
  'constructor',
  'toString',
  'kind',
  'name',
  'items',
  'path',
  '',
  'x'.repeat(300),
  '\n',
]

interface Slot {
  holder: Record<string, unknown> | unknown[]
  key: string
}

function slotsOf(root: unknown): Slot[] {
  const slots: Slot[] = []
  const visit = (value: unknown) => {
    if (typeof value !== 'object' || value === null) return
    const holder = value as Slot['holder']
    for (const [key, inner] of Object.entries(holder)) {
      slots.push({ holder, key })
      visit(inner)
    }
  }
  visit(root)
  return slots
}

type Change = (slot: Slot, random: Random, all: readonly Slot[]) => void

const get = ({ holder, key }: Slot): unknown => (holder as Record<string, unknown>)[key]
/** Also where the key is `__proto__`. */
const set = ({ holder }: Slot, key: string, value: unknown) =>
  Object.defineProperty(holder, key, { value, enumerable: true, writable: true, configurable: true })

const changes: readonly Change[] = [
  (slot, random) => set(slot, slot.key, random.pick(values)),
  (slot) =>
    Array.isArray(slot.holder) ? slot.holder.splice(Number(slot.key), 1) : delete slot.holder[slot.key],
  (slot, random) =>
    set(slot, Array.isArray(slot.holder) ? String(slot.holder.length) : random.pick(keys), get(slot)),
  (slot, random, all) => set(slot, slot.key, structuredClone(get(random.pick(all)))),
  (slot, random) => {
    let value = get(slot)
    for (let depth = 1 + random.below(random.oneIn(5) ? 3000 : 5); depth > 0; depth--) value = [value]
    set(slot, slot.key, value)
  },
  (slot, random) => {
    const value = get(slot)
    if (typeof value === 'string') set(slot, slot.key, value + String(random.pick(values)))
    else if (typeof value === 'number') set(slot, slot.key, -value)
    else set(slot, slot.key, [value, value])
  },
]

/** One to four changes to a document, in place; it stays one that can be written as JSON. */
export function mutateTree(root: unknown, random: Random): unknown {
  const document = structuredClone(root)
  for (let left = 1 + random.below(4); left > 0; left--) {
    const slots = slotsOf(document)
    if (slots.length === 0) return random.pick(values)
    random.pick(changes)(random.pick(slots), random, slots)
  }
  return document
}
