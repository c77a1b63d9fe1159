import { expect, test } from 'vitest'
import { LineTimesTap } from '../../../src/facts/line-times.js'

/** What is learned of a log, however its bytes are cut. */
function linesOf(text: string, size = text.length || 1) {
  const tap = new LineTimesTap()
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += size) tap.write(bytes.subarray(at, at + size))
  return tap.end()
}

const old = '2026-11-20T10:00:30.123456789Z starting'
const young = '2026-11-20T10:01:00Z reconciled'

test.each([1, 2, 7, 1000])('the earliest time of a log in chunks of %i bytes', (size) => {
  expect(linesOf(`${young}\n${old}\nno time\n${young}`, size).earliest).toBe('2026-11-20T10:00:30.123Z')
})

test.each([
  ['of another zone', '2026-11-20T12:00:30+02:00 x', '2026-11-20T10:00:30.000Z'],
  ['behind the name of a pod', '[pod/web-1/app] 2026-11-20T10:00:30Z x', '2026-11-20T10:00:30.000Z'],
  ['not at the start of a line', 'at 2026-11-20T10:00:30Z x', undefined],
  ['without a zone', '2026-11-20T10:00:30 x', undefined],
  ['that is none', '2026-19-20T10:00:30Z x', undefined],
])('a time %s', (_, line, earliest) => {
  expect(linesOf(`${line}\n`).earliest).toBe(earliest)
})

test('the first line tells nothing where a later one is the same', () => {
  expect(linesOf('tick\ntock\ntick\n').first).toBeUndefined()
  expect(linesOf('start\ntick\ntick\n').first).toBe(linesOf('start\n').first)
  expect(linesOf('').first).toBeUndefined()
})
