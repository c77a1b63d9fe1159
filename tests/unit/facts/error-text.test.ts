import { describe, expect, it } from 'vitest'
import { ErrorTextFinder } from '../../../src/facts/error-text.js'

function found(...chunks: string[]) {
  const finder = new ErrorTextFinder((text) => text)
  for (const chunk of chunks) finder.write(Buffer.from(chunk))
  return finder.end()
}

const messages = [
  'Error from server (Forbidden): pods is forbidden: User "x" cannot list resource "pods"',
  'Error from server (NotFound): namespaces "x" not found',
  'Error from server: etcdserver: request timed out',
  'error: the server doesn\'t have a resource type "routes"',
  'error: You must be logged in to the server (Unauthorized)',
  'Unable to connect to the server: dial tcp: lookup api on 10.0.0.1:53: no such host',
  'The connection to the server 10.0.0.1:6443 was refused - did you specify the right host or port?',
  'error: timed out waiting for the condition on pods/x',
  'error: unknown flag: --since-tme',
  "E1120 10:00:00.123456       7 memcache.go:265] couldn't get current server API group list",
  '/usr/bin/gather: line 12: oc: command not found',
  '/bin/bash: oc: No such file or directory',
  '/usr/bin/gather: 12: oc: not found',
  'Traceback (most recent call last):',
]

describe('an error message where data should be', () => {
  it.each(messages)('%s', (message) => {
    expect(found(`${message}\n`)).toEqual([{ line: 1, text: message }])
    expect(found(`NAME  READY\n${message}`)).toEqual([{ line: 2, text: message }])
  })

  it.each(messages)('is none within a line, or further in: %s', (message) => {
    expect(found(`    ${message}\n`, `message: '${message}'\n`, `"${message}"\n`, `- ${message}\n`)).toEqual(
      [],
    )
  })

  it.each([
    'Error: 0\n',
    'error: 17\n',
    'Errors:   0\n',
    'errors from server\n',
    'Events:  <none>\n',
    'E  1\n',
    'EVENT 10:00\n',
    'The connection is open\n',
    'Warning: v1 is deprecated\n',
    'No resources found in acme namespace.\n',
    '/dev/sda1: clean\n',
  ])('is none where it only looks alike: %j', (text) => {
    expect(found(text)).toEqual([])
  })

  it('is found wherever the chunks end', () => {
    const text = `NAME\n${messages[0]}\nä\n${messages[3]}\r\nend`
    const bytes = Buffer.from(text)
    const expected = found(text)
    expect(expected.map(({ line }) => line)).toEqual([2, 4])
    for (let at = 0; at <= bytes.length; at++) {
      const finder = new ErrorTextFinder((line) => line)
      finder.write(bytes.subarray(0, at))
      finder.write(bytes.subarray(at))
      expect(finder.end()).toEqual(expected)
    }
    const byBytes = new ErrorTextFinder((line) => line)
    for (const byte of bytes) byBytes.write(Buffer.from([byte]))
    expect(byBytes.end()).toEqual(expected)
  })

  it('is quoted as it was written', () => {
    expect(found('Error from server: größer\n')[0]?.text).toBe('Error from server: größer')
  })

  it('is looked for after a line of any length, and remembered so often and no more', () => {
    expect(found('x'.repeat(300_000), 'x'.repeat(300_000), `\n${messages[0]}\n`)).toMatchObject([{ line: 2 }])
    expect(found(`${messages[0]}\n`.repeat(10_000)).length).toBeLessThan(1000)
  })
})
