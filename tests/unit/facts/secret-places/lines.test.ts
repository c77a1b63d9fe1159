import { describe, expect, it } from 'vitest'
import { brief, secretsIn } from '../../../support/secrets-in.js'
import { configMap, elided, secret, value } from './samples.js'

const row = (object: unknown) => JSON.stringify(object)
const log = (...lines: string[]) =>
  ['I1122 05:44:10 a.go:1] begin', ...lines, 'I1122 05:44:11 a.go:2] end', ''].join('\n')
const leaking = secret({ password: value })
const list = (...items: object[]) => ({ apiVersion: 'v1', kind: 'List', items })
const found = (line: number) => [`Secret app/db password:${line}`]

describe('an object of JSON in a line of a log', () => {
  it.each<[string, string, string[]]>([
    ['alone on its line', log(row(leaking)), found(2)],
    ['behind a message', log(`I1122 05:44:10 a.go:3] updating ${row(leaking)} now`), found(2)],
    ['behind other braces', log(`I1122 a.go:3] &{Name:"x} map[] {} {"a": 1} ${row(leaking)}`), found(2)],
    ['inside another one', log(`got ${row({ event: { object: leaking } })}`), found(2)],
    ['in a list', log(`got ${row(list(secret({ a: elided }, 'a'), leaking))}`), found(2)],
    [
      'two on a line',
      log(`was ${row(leaking)} is ${row(secret({ password: value }, 'db2'))}`),
      [...found(2), 'Secret app/db2 password:2'],
    ],
    ['in a string', log(`time=1 msg=${row(`got ${row(leaking)}`)}`), found(2)],
    ['in a string of a string', log(`time=1 msg=${row(row(`got ${row(leaking)}`))}`), found(2)],
    [
      'in a string of a line of JSON',
      `${row({ a: 1 })}\n${row({ msg: `got ${row(leaking)}` })}\n`,
      ['Secret app/db password:2 (text)'],
    ],
    ['in a line that is cut off', log(`got ${row(list(leaking, leaking)).slice(0, -60)}`), found(2)],
    ['in a ConfigMap', row(configMap({ log: log(row(leaking)) })), ['Secret app/db password:1 (text)']],
    ['with braces and quotes in a value', log(`got ${row({ note: 'a "} b', object: leaking })}`), found(2)],
  ])('is found: %s', async (_, text, expected) => {
    expect((await secretsIn({ 'a.log': text })).map(brief)).toEqual(expected)
  })

  it.each([
    ['an elided one', log(`got ${row(secret({ password: elided }))}`)],
    [
      'an event of a Secret',
      log(row({ kind: 'Event', involvedObject: { kind: 'Secret', name: 'db' }, data: { a: value } })),
    ],
    ['what is no JSON', log(`got {"kind":"Secret", data: map[password:x]}`)],
  ])('is none: %s', async (_, text) => {
    expect(await secretsIn({ 'a.log': text })).toEqual([])
  })
})
