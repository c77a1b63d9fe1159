import { writeFile } from 'node:fs/promises'
import type { CanaryPlace } from '../../model/canaries.js'
import type { UnplantedCanary } from '../../model/capture-record.js'
import { canariesFile, deriveCanaries, formatCanaryKey } from '../../secrets/index.js'
import { canaryNamespaces } from '../canaries/namespaces.js'
import { canaryPlaces, groupOf } from '../canaries/places.js'
import { whatLacks } from '../canaries/rights.js'
import { plantCanaries as plant, plantMs } from '../canaries/plant.js'
import { whyNotReady } from '../operator-is-ready.js'
import type { Phase, RunState } from '../types.js'

/** The check that looks for them. */
const check = 'MG-SEC-002'

/** Plants values that must not come out of the gather, which so cannot know of them, in the namespaces that it reads. */
export const plantCanaries: Phase = {
  name: 'canaries',
  deadlineMs: () => plantMs + 30_000,
  skip: (state) => whyOff(state) ?? whyNotReady(state),
  async act(state, signal, say) {
    const { canaryKey, isv, runId, redact } = state.options
    const { wanted, unplanted } = sortOut(canaryPlaces(await canaryNamespaces(isv), runId), state)
    const canaries = deriveCanaries(canaryKey.key, wanted)
    redact.learn(canaries)
    say(wanted.map(({ kind, namespace }) => `${kind} in ${namespace}`).join(', '))
    // Before the first of them is planted, as without it nobody could tell what was.
    await writeFile(canaryKey.file, formatCanaryKey(canaryKey.key), { mode: 0o600 })
    const { planted, refused } = await plant(state, canaries, signal)
    await state.capture.writeJson('canaries.json', canariesFile(canaryKey.key, planted))
    const all = [...unplanted, ...refused]
    await state.capture.update((record) => {
      record.canaries = { planted: planted.length, unplanted: all }
    })
    return [`${planted.length} planted`, ...all.map(sayUnplanted)].join('; ')
  },
}

function whyOff({ options: { isv, profile } }: RunState): string | undefined {
  if (profile && (profile.checks[check] ?? 'off') === 'off') return `profile ${profile.name} has ${check} off`
  return Object.values(isv.contract.canaries).includes(true) ? undefined : switchedOff
}

const switchedOff = 'isv.yaml switches it off (contract.canaries)'

/** Which places are to have one; of the others, why not. */
function sortOut(
  places: readonly CanaryPlace[],
  { options, lacking }: RunState,
): { wanted: CanaryPlace[]; unplanted: UnplantedCanary[] } {
  const { canaries } = options.isv.contract
  const wanted: CanaryPlace[] = []
  const unplanted: UnplantedCanary[] = []
  for (const place of places) {
    const { kind, namespace } = place
    const group = groupOf(kind)
    const gap = whatLacks(lacking, group, namespace)
    const reason = canaries[group] ? gap && `the user may not ${gap.verb} ${gap.resource}` : switchedOff
    if (reason === undefined) wanted.push(place)
    else unplanted.push({ kind, namespace, reason })
  }
  return { wanted, unplanted }
}

const sayUnplanted = ({ kind, namespace, reason }: UnplantedCanary) => `no ${kind} in ${namespace}: ${reason}`
