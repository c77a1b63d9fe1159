import { describe, expect, it } from 'vitest'
import type { Finding } from '../../../src/model/report.js'
import { gravest, levelOfPart } from '../../../src/verify/levels.js'

const check = { id: 'MG-SEC-002', parts: { log: 'recommended' } } as const
const profile = (checks: Record<string, 'required' | 'recommended' | 'off'>) => ({ checks })

describe('the level of a finding', () => {
  it.each([
    ['of no part: the check', undefined, {}, 'required'],
    ['of a part that is like the others', 'opaque', {}, 'required'],
    ['of a part that weighs less', 'log', {}, 'recommended'],
    ['of a part that the profile requires', 'log', { 'MG-SEC-002/log': 'required' }, 'required'],
    ['of a part that the profile leaves out', 'log', { 'MG-SEC-002/log': 'off' }, 'off'],
  ] as const)('%s', (_, part, levels, expected) => {
    expect(levelOfPart(check, part, 'required', profile(levels))).toBe(expected)
  })

  it('is no higher than that of the check, unless the profile says so of the part itself', () => {
    expect(levelOfPart(check, 'opaque', 'recommended', profile({}))).toBe('recommended')
    expect(levelOfPart(check, 'log', 'recommended', profile({ 'MG-SEC-002/log': 'required' }))).toBe(
      'required',
    )
  })
})

describe('the level of a check that failed', () => {
  const finding = (more: Partial<Finding>) => more as Finding
  const waivedBy = { reason: 'r', expires: '2027-01-01' }
  it.each([
    ['without findings', [], 'required'],
    ['of a finding that weighs less', [finding({ level: 'recommended' })], 'recommended'],
    ['of the gravest', [finding({ level: 'recommended' }), finding({})], 'required'],
    [
      'of those that are not waived',
      [finding({ level: 'recommended' }), finding({ waivedBy })],
      'recommended',
    ],
  ] as const)('%s', (_, findings, expected) => {
    expect(gravest('required', findings)).toBe(expected)
  })
})
