import { describe, expect, it } from 'vitest'
import { summarize } from '../../../../src/olm/summary/index.js'
import { recordedCase, situations } from '../../../support/olm/recordings.js'
import { healthy, told, toldOfCases, type Told } from './told.js'
import { recordedSnapshot, snapshotOf } from '../../../support/olm/snapshot.js'

function inShort({ healthy: well, cause, sentence, object, condition }: ReturnType<typeof summarize>): Told {
  expect(well).toBe(healthy.has(cause))
  return {
    cause,
    sentence,
    object: `${object.kind} ${object.name}`,
    ...(condition ? { condition: `${condition.type}/${condition.reason ?? ''}` } : {}),
  }
}

describe('the summary of what a real OLM made of the reference ISV', () => {
  it.each(situations)('%s', (name) => {
    const snapshot = recordedSnapshot(name)
    const diagnosis = summarize(snapshot, { now: new Date('2026-11-21T00:51:00Z') })
    expect(inShort(diagnosis)).toEqual(told[name])
    expect(diagnosis.next).toMatch(/^[A-Z].*\.$/)
  })

  it('reads, and changes nothing', () => {
    for (const name of situations) {
      const snapshot = recordedSnapshot(name)
      const before = structuredClone(snapshot)
      summarize(snapshot, { now: new Date() })
      expect(snapshot).toEqual(before)
    }
  })
})

describe('the summary of what a real OLM made of broken bundles', () => {
  it.each(Object.entries(toldOfCases))('%s', (name, [cause, sentence]) => {
    const diagnosis = summarize(snapshotOf(recordedCase(name)), { now: new Date('2026-11-21T19:45:00Z') })
    expect([diagnosis.cause, diagnosis.sentence]).toEqual([cause, sentence])
    expect(diagnosis.healthy).toBe(healthy.has(diagnosis.cause))
  })
})
