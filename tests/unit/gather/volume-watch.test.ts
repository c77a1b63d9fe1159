import { describe, expect, it } from 'vitest'
import { parseSample, volumeLimits, whyFull } from '../../../src/gather/volume-watch.js'

const gibibyte = 2 ** 30

describe('whyFull', () => {
  it('ends a gather at its share of what there was for it', () => {
    const limits = volumeLimits({})
    expect(whyFull({ used: 6 * gibibyte, free: 4 * gibibyte }, limits)).toBeUndefined()
    expect(whyFull({ used: 8 * gibibyte, free: 2 * gibibyte }, limits)).toMatch(
      /8 GiB and left 2 GiB .* more than 70%/,
    )
  })

  it('holds nothing against it that others have filled', () => {
    expect(whyFull({ used: gibibyte / 10, free: gibibyte }, volumeLimits({}))).toBeUndefined()
    expect(whyFull({ used: 0, free: 0 }, volumeLimits({}))).toBeUndefined()
  })

  it('ends it before the kubelet evicts its pod', () => {
    const limits = volumeLimits({ volumeSizeLimit: '1Gi' })
    expect(whyFull({ used: 0.8 * gibibyte, free: 100 * gibibyte }, limits)).toBeUndefined()
    expect(whyFull({ used: 0.95 * gibibyte, free: 100 * gibibyte }, limits)).toMatch(/of the 1 GiB/)
  })
})

describe('parseSample', () => {
  it('reads KiB, and nothing where a tool is missing', () => {
    expect(parseSample('4 100')).toEqual({ used: 4096, free: 102400 })
    expect(parseSample(' 100')).toBeUndefined()
    expect(parseSample('4 ')).toBeUndefined()
  })
})
