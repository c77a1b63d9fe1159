import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { CaptureRecord } from '../../../src/model/capture-record.js'
import { certifiableBy } from '../../../src/verify/certifiable.js'
import { base } from '../../support/fixture-captures.js'
import { mergePatch } from '../../support/merge-patch.js'
import { result } from '../../support/results.js'

const record = JSON.parse(readFileSync(join(base, 'capture/capture.json'), 'utf8')) as CaptureRecord
const patched = (patch: object) => mergePatch(record, patch) as CaptureRecord
const image = (about: object) => patched({ images: { mustGather: about } })

describe('what may certify an image', () => {
  it('is a whole run on a real cluster, of images that were pulled by digest', () => {
    expect(certifiableBy(record, [result()])).toEqual({ value: true, why: [] })
  })

  it.each([
    ['not a folder without a record', undefined, 'the capture does not record how it was made'],
    [
      'not the embedded cluster',
      patched({ cluster: { driver: 'embedded' } }),
      /^the embedded cluster is for writing/,
    ],
    ['not without a cluster', patched({ cluster: null }), 'there was no cluster'],
    ['not a run that was broken off', patched({ state: 'partial' }), 'the run did not end by itself'],
    ['not a stand-in', image({ source: 'stand-in' }), /^a stand-in ran for mustGather \(/],
    ['not an image that was built', image({ source: 'built' }), /^mustGather was built, not pulled \(/],
    ['not a tag', image({ ref: 'acme:1.4.2' }), 'mustGather is not named by digest (acme:1.4.2)'],
  ])('%s', (_, about, why) => {
    const certifiable = certifiableBy(about, [result()])
    expect(certifiable.value).toBe(false)
    expect(certifiable.why).toEqual([typeof why === 'string' ? why : expect.stringMatching(why)])
  })

  it('not where a required check was not applicable', () => {
    const skip = { outcome: 'skip', skip: 'not-applicable' } as const
    expect(
      certifiableBy(record, [result({ id: 'A', ...skip }), result({ level: 'recommended', ...skip })]),
    ).toEqual({
      value: false,
      why: ['required checks were not applicable: A'],
    })
  })
})
