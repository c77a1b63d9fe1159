import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { unwrap } from '../../../src/elide/unwrap.js'
import { base64, certificate } from './samples.js'

const text = 'kind: Secret\nstringData: {a: "ä?>~"}\n'

it.each<[string, string, string[]]>([
  ['base64', base64(text), ['base64']],
  ['wrapped base64', base64(text.repeat(9)).replace(/.{64}/g, '$&\n'), ['base64']],
  ['base64 for URLs', Buffer.from(text).toString('base64url'), ['base64']],
  ['gzip', gzipSync(text).toString('base64'), ['base64', 'gzip']],
  ['percent-encoding', encodeURIComponent(text), ['percent']],
  ['a data URL', `data:,${encodeURIComponent(text)}`, ['percent']],
  ['a data URL in base64', `data:text/plain;charset=utf-8;base64,${base64(text)}`, ['base64']],
  ['a data URL of gzip', `data:;base64,${gzipSync(text).toString('base64')}`, ['base64', 'gzip']],
])('opens %s', (_, hidden, layers) => {
  const opened = unwrap(hidden)
  expect(opened?.layers).toEqual(layers)
  expect(opened?.text.startsWith(text)).toBe(true)
})

it.each([
  ['a word', 'cluster-monitoring-operator-prometheus'],
  [
    'random bytes',
    Buffer.from(Array.from({ length: 64 }, (_, at) => (at * 91 + 200) & 255)).toString('base64'),
  ],
  ['gzip that is broken', `${gzipSync(text).toString('base64').slice(0, 20)}AAAAAAAAAAAA`],
  ['a text', `${certificate} is what it is`],
])('does not open %s', (_, hidden) => expect(unwrap(hidden)).toBeUndefined())

it('opens what there is of gzip that was cut off', () => {
  const packed = gzipSync(Array.from({ length: 500 }, (_, line) => `${text}# ${line * 7919}\n`).join(''))
  expect(unwrap(packed.subarray(0, -100).toString('base64'))?.text.startsWith(text)).toBe(true)
})

it('says so where something unpacks to more than it looks at', () => {
  const told: string[] = []
  const bomb = gzipSync(Buffer.alloc(33 * 2 ** 20, 'a')).toString('base64')
  expect(unwrap(bomb, (reason) => told.push(reason))).toBeUndefined()
  expect(told).toEqual(['behind base64, gzip it unpacks to more than 32 MB'])
})
