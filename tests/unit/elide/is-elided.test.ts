import { describe, expect, it } from 'vitest'
import { elidedValue, isElided } from '../../../src/elide/index.js'
import { base64, certificate } from './samples.js'

describe('isElided', () => {
  it.each([
    ['nothing', 'password', ''],
    ['no value', 'password', undefined],
    ['null', 'password', null],
    ['what oc writes', 'password', elidedValue(32)],
    ['what oc writes for nothing', 'password', elidedValue(0)],
    ['what oc writes, plain', 'password', '1704 bytes long'],
    ['a marker', 'password', '<redacted>'],
    ['a marker in capitals', 'password', 'REDACTED'],
    ['stars', 'password', '********'],
    ['a marker in base64', 'password', base64('***REDACTED***')],
    ['a certificate under its key', 'tls.crt', base64(certificate)],
    ['a bundle with comments', 'ca.crt', base64(`# Some CA\n${certificate}\n# Another\n${certificate}`)],
    ['an elided certificate', 'service-ca.crt', elidedValue(1200)],
  ])('%s is elided', (_, key, value) => expect(isElided(key, value)).toBe(true))

  it.each([
    ['a value', 'password', base64('hunter2')],
    ['one byte', 'password', base64('x')],
    ['a certificate under another key', 'client.pem', base64(certificate)],
    ['anything but certificates under a public key', 'tls.crt', base64('a password that hides here')],
    ['a token beside a certificate', 'ca.crt', base64(certificate + 'T'.repeat(40))],
    ['nearly what oc writes', 'password', base64('32 bytes long!')],
    ['a number', 'pin', 1234],
    ['a single star', 'password', '*'],
  ])('%s is not', (_, key, value) => expect(isElided(key, value)).toBe(false))
})
