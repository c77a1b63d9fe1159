import { describe, expect, it } from 'vitest'
import { olmCauses, summarize } from '../../../../src/olm/summary/index.js'
import { recorded, situations, theOne } from '../../../support/olm/recordings.js'
import { snapshotOf } from '../../../support/olm/snapshot.js'
import { subscriptionAndCatalog } from './changes/subscription-and-catalog.js'
import { unpackAndPlan } from './changes/unpack-and-plan.js'
import { csvCases } from './changes/csv.js'
import { workloadCases } from './changes/workload.js'
import { installedCases } from './changes/installed.js'

/** Of the situations as they were recorded, in the test beside this one. */
const recordedCauses = situations.map((name) => summarize(snapshotOf(recorded(name)), { now: new Date() }))

const cases = [...subscriptionAndCatalog, ...unpackAndPlan, ...csvCases, ...workloadCases, ...installedCases]

const now = new Date('2026-11-21T00:51:00Z')

describe('the summary of a recorded situation with one thing changed', () => {
  it.each(cases)('$title', ({ of, change, cause, sentence }) => {
    const objects = recorded(of)
    const diagnosis = summarize(snapshotOf(change(objects) ?? objects), { now })
    expect([diagnosis.cause, diagnosis.sentence]).toEqual([cause, sentence])
    expect(diagnosis.next).toMatch(/^[A-Z].*\.$/)
    expect(olmCauses).toContain(diagnosis.cause)
  })

  it('tells every cause in some case', () => {
    const told = [...cases, ...recordedCauses].map(({ cause }) => cause)
    expect(olmCauses.filter((cause) => !told.includes(cause))).toEqual([])
  })

  it('claims nothing of what could not be read', () => {
    const unread = ['operatorgroups.operators.coreos.com', 'catalogsources.operators.coreos.com']
    const { catalogSource: _, ...snapshot } = snapshotOf(recorded('no-operatorgroup'))
    expect(summarize({ ...snapshot, unread }, { now }).cause).toBe('not-resolved-yet')
  })

  it('stands objects of which nothing is known', () => {
    const { metadata, apiVersion, kind } = theOne(recorded('upgraded'), 'Subscription')
    const bare = snapshotOf([{ apiVersion, kind, metadata, spec: { name: 'p', source: 's' } }])
    expect(summarize(bare, { now }).cause).toBe('no-operatorgroup')
    for (const object of recorded('upgraded').filter((one) => one.status !== undefined)) {
      const objects = recorded('upgraded')
      const same = objects.find(
        (one) => one.kind === object.kind && one.metadata.name === object.metadata.name,
      )
      if (same) delete same.status
      expect(summarize(snapshotOf(objects), { now }).sentence).toMatch(/\.$/)
    }
  })
})
