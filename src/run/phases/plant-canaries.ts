import { writeFile } from 'node:fs/promises'
import type { CanaryPlace } from '../../model/canaries.js'
import type { UnplantedCanary } from '../../model/capture-record.js'
import { canariesFile, deriveCanaries, formatCanaryKey } from '../../secrets/index.js'
import { canaryNamespaces } from '../canaries/namespaces.js'
import { canaryPlaces, groupOf } from '../canaries/places.js'
import { whatLacks } from '../canaries/rights.js'
import { plantCanaries as plant, plantMs, type Planted } from '../canaries/plant.js'
import { whyNotReady } from '../operator-is-ready.js'
import type { Phase, RunState } from '../types.js'

/** The check that looks for them. */
const check = 'MG-SEC-002'

/** Plants values that must not come out of the gather, which so cannot know of them, in the namespaces that it reads. */
export const plantCanaries: Phase = {
  name: 'canaries',
  deadlineMs: () => plantMs + 30_000,
  skip: (state) => whyUnasked(state) ?? whyNotReady(state),
  async act(state, signal, say) {
    const { wanted, unplanted } = sortOut(
      canaryPlaces(await canaryNamespaces(state.options.isv), state.options.runId),
      state,
    )
    say(placesOf(wanted))
    const { planted, refused } = wanted.length === 0 ? nothing : await plantIn(wanted, state, signal)
    await state.capture.update((record) => {
      record.canaries = { planted: planted.length, unplanted: [...unplanted, ...refused] }
    })
    return [`${planted.length} planted`, ...sayUnplanted([...unplanted, ...refused])].join('; ')
  },
}

function whyUnasked({ options: { profile } }: RunState): string | undefined {
  return profile && (profile.checks[check] ?? 'off') === 'off'
    ? `profile ${profile.name} has ${check} off`
    : undefined
}

const nothing: Planted = { planted: [], refused: [] }

async function plantIn(
  places: readonly CanaryPlace[],
  state: RunState,
  signal: AbortSignal,
): Promise<Planted> {
  const { key, file } = state.options.canaryKey
  const canaries = deriveCanaries(key, places)
  // Before the first of them is planted: it is not shown from then on, and can be told again.
  state.options.redact.learn(canaries)
  await writeFile(file, formatCanaryKey(key), { mode: 0o600, flag: 'wx' })
  const result = await plant(state, canaries, signal)
  await state.capture.writeJson('canaries.json', canariesFile(key, result.planted))
  return result
}

/** Which places are to have one; of the others, why not. */
function sortOut(
  places: readonly CanaryPlace[],
  { options, lacking }: RunState,
): { wanted: CanaryPlace[]; unplanted: UnplantedCanary[] } {
  const switches = options.isv.contract.canaries
  const wanted: CanaryPlace[] = []
  const unplanted: UnplantedCanary[] = []
  for (const place of places) {
    const { kind, namespace } = place
    const gap = whatLacks(lacking, groupOf(kind), namespace)
    if (!switches[groupOf(kind)])
      unplanted.push({ kind, namespace, cause: 'switched-off', reason: switchedOff })
    else if (gap)
      unplanted.push({
        kind,
        namespace,
        cause: 'no-right',
        reason: `the user may not ${gap.verb} ${gap.resource}`,
      })
    else wanted.push(place)
  }
  return { wanted, unplanted }
}

const switchedOff = 'isv.yaml switches it off (contract.canaries)'

/** One part of a sentence for all that have the same reason. */
function sayUnplanted(unplanted: readonly UnplantedCanary[]): string[] {
  const reasons = new Set(unplanted.map(({ reason }) => reason))
  return [...reasons].map(
    (reason) => `no ${placesOf(unplanted.filter((one) => one.reason === reason))}: ${reason}`,
  )
}

/** `opaque, tls in a; opaque in b` */
function placesOf(places: readonly Pick<CanaryPlace, 'kind' | 'namespace'>[]): string {
  const namespaces = [...new Set(places.map(({ namespace }) => namespace))]
  const kindsIn = (wanted: string) =>
    places.filter(({ namespace }) => namespace === wanted).map(({ kind }) => kind)
  return namespaces.map((namespace) => `${kindsIn(namespace).join(', ')} in ${namespace}`).join(' and ')
}
