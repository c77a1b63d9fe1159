import { kinds } from './kinds/index.js'
import { lookAlikeFragments, lookAlikeKinds } from './look-alikes/index.js'
import type { Piece } from './piece.js'
import { places } from './places/index.js'
import type { Host, PlaceKind } from './places/types.js'
import type { Random } from './random.js'
import type { Kind, Sample } from './types.js'

/** One thing to plant, and in what sort of file. */
export interface Planting {
  host: Host
  set: () => Piece
}

/** Every place in turn, and in each the kinds that it may hold in turn, so that all of both come up. */
export function chooseSecrets(random: Random, count: number): Planting[] {
  return choose(random, count, kinds, places, true)
}

/** Half of them values in the same places as secrets are in, half what stands in gathered data of its own. */
export function chooseLookAlikes(random: Random, count: number): Planting[] {
  // Whatever a Secret holds is one.
  const suitable = places.filter(({ host, place }) => host !== 'secrets' && !place.startsWith('InstallPlan'))
  const values = choose(random, Math.ceil(count / 2), lookAlikeKinds, suitable, false)
  const fragments = random.shuffle(lookAlikeFragments)
  const rest = Array.from({ length: count - values.length }, (_, i): Planting => {
    const { kind, host, make } = fragments[i % fragments.length] as (typeof fragments)[number]
    const plant = { isSecret: false, kind, place: host }
    return { host, set: () => make(plant, random) }
  })
  return [...values, ...rest]
}

function choose(
  random: Random,
  count: number,
  from: readonly Kind[],
  into: readonly PlaceKind[],
  isSecret: boolean,
): Planting[] {
  const uses = new Map<string, number>()
  const usesOf = (kind: string) => uses.get(kind) ?? 0
  const order = random.shuffle(into)
  const taken: Planting[] = []
  for (let i = 0; taken.length < count; i++) {
    const place = order[i % order.length] as PlaceKind
    if (place.host === 'proxies' && i >= order.length) continue
    const fitting = random.shuffle(from.filter(({ form }) => place.forms.includes(form)))
    // The kind that came up least so far.
    const kind = fitting.sort((a, b) => usesOf(a.kind) - usesOf(b.kind))[0]
    if (!kind) continue
    uses.set(kind.kind, usesOf(kind.kind) + 1)
    const sample: Sample = { kind: kind.kind, form: kind.form, ...kind.make(random) }
    const plant = { isSecret, kind: kind.kind, place: place.place }
    taken.push({ host: place.host, set: () => place.set(sample, plant, random) })
  }
  return taken
}
