import { describe, expect, test } from 'vitest'
import { parseDocument } from 'yaml'
import { addEntry, renewEntry } from '../../../../src/author/waive/place-entry.js'

const entry = {
  check: 'MG-FIL-003',
  fingerprint: '0123456789abcdef0123456789abcdef',
  reason: 'known: see ACME-12',
  expires: '2027-01-31',
}
const other = {
  check: 'MG-VER-001',
  fingerprint: 'f'.repeat(32),
  reason: 'later',
  expires: '2027-02-28',
}
const head = 'apiVersion: conformance.must-gather.io/v1alpha1\nkind: Waivers\n'
const added = `  # a is empty
  - check: MG-FIL-003
    fingerprint: 0123456789abcdef0123456789abcdef
    reason: 'known: see ACME-12'
    expires: 2027-01-31
`

const blockItem = `check: MG-VER-001\n    fingerprint: ${other.fingerprint}\n    expires: 2027-02-28\n    reason: |-\n      later\n      and more\n`

const waiversIn = (text: string) => {
  const document = parseDocument(text)
  expect(document.errors).toEqual([])
  return (document.toJS() as { waivers: object[] }).waivers
}

describe('an entry is added', () => {
  test('to an empty list, which becomes one of lines', () => {
    expect(addEntry(`${head}waivers: [] # none yet\nsalt: a-salt-of-the-tests\n`, entry, 'a is empty')).toBe(
      `${head}waivers: # none yet\n${added}salt: a-salt-of-the-tests\n`,
    )
  })

  test('at the end, and every other byte stays', () => {
    const before = `# kept\n${head}salt: "a-salt-of-the-tests" # kept too\nwaivers:\n  # why\n  - {check: MG-VER-001, fingerprint: ${other.fingerprint}, reason: later, expires: 2027-02-28}   # odd\n`
    const after = addEntry(before, entry, 'a is empty')
    expect(after).toBe(before + added)
    expect(waiversIn(after)).toEqual([other, entry])
  })

  test('as far in as the list is', () => {
    const before = `${head}waivers:\n- check: MG-VER-001\n  fingerprint: ${other.fingerprint}\n  reason: later\n  expires: 2027-02-28\n\n# the end\n`
    const after = addEntry(before, entry, 'a is empty')
    expect(after).toContain('\n# a is empty\n- check: MG-FIL-003\n')
    expect(after.endsWith('\n\n# the end\n')).toBe(true)
    expect(waiversIn(after)).toEqual([other, entry])
  })

  test('to a list in brackets, whose comments stay', () => {
    const before = `# kept\n${head}waivers: [{ check: MG-VER-001, fingerprint: ${other.fingerprint}, reason: later, expires: 2027-02-28 }]\n`
    const after = addEntry(before, entry, 'a is empty')
    expect(after).toContain('# kept\n')
    expect(waiversIn(after)).toEqual([other, entry])
  })

  test.each([
    ['a file without a last line feed', `${head}waivers: []`],
    ['a file with CRLF', `${head}waivers: []\n`.replaceAll('\n', '\r\n')],
    ['an item that ends in a block of text', `${head}waivers:\n  - ${blockItem}`],
    ['JSON', JSON.stringify({ apiVersion: 'x', kind: 'Waivers', waivers: [other] })],
    ['a list in several lines of brackets', `${head}waivers: [\n  ]\n`],
  ])('to %s', (_, before) => {
    const held = waiversIn(before)
    expect(waiversIn(addEntry(before, entry, 'a is empty'))).toEqual([...held, entry])
  })

  test.each(['12345678901234567890123456789012', '1234567890123456789012345678e101'])(
    'with a fingerprint that reads as a number: %s',
    (fingerprint) => {
      const after = addEntry(`${head}waivers: []\n`, { ...entry, fingerprint }, 'x')
      expect(waiversIn(after)).toEqual([{ ...entry, fingerprint }])
    },
  )
})

test('an entry that is renewed stays where it is, with its comment', () => {
  const before = `${head}waivers:\n${added}  - check: MG-VER-001 # next\n    fingerprint: ${other.fingerprint}\n    reason: later\n    expires: 2027-02-28\n`
  const after = renewEntry(before, { ...entry, reason: 'again', expires: '2027-06-30' })
  expect(after).toBe(before.replace("'known: see ACME-12'", 'again').replace('2027-01-31', '2027-06-30'))
})

test('an entry whose reason is a block of text is renewed too', () => {
  const before = `${head}waivers:\n  - ${blockItem}`
  const after = renewEntry(before, { ...other, reason: 'again', expires: '2027-06-30' })
  expect(waiversIn(after)).toEqual([{ ...other, reason: 'again', expires: '2027-06-30' }])
})
