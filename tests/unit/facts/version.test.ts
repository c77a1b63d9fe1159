import { describe, expect, it } from 'vitest'
import { readVersion } from '../../../src/facts/version.js'

describe('a version file', () => {
  it.each([
    ['a\n1.2.3.ga\n', ['a', '1.2.3.ga'], false, true],
    ['a\n1.2.3.ga', ['a', '1.2.3.ga'], false, false],
    ['a\r\n1.2.3.ga\r\n', ['a', '1.2.3.ga'], true, true],
    ['a\r\n1.2.3.ga', ['a', '1.2.3.ga'], true, false],
    ['\ufeffa\n1\n', ['a', '1'], false, true],
    ['a\n\n1\n', ['a', '', '1'], false, true],
    ['a\n1\n\n', ['a', '1', ''], false, true],
    ['', [''], false, false],
    ['\n', [''], false, true],
  ])('%j', (text, lines, crlf, finalNewline) => {
    expect(readVersion(text, (line) => line)).toEqual({ lines, crlf, finalNewline })
  })

  it('shows no line as it is', () => {
    expect(readVersion('a\nb\n', (line) => `<${line}>`).lines).toEqual(['<a>', '<b>'])
  })

  it('is not read on for ever', () => {
    expect(readVersion('x\n'.repeat(100_000), (line) => line).lines.length).toBeLessThan(100)
  })
})
