import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { archiveOf } from '../support/archive.js'
import { tempFolder } from '../support/temp-folder.js'
import { leaksIn } from './support/forms.js'
import { plantedCapture } from './support/planted-capture.js'
import { watched } from './support/watched.js'

const timeout = 180_000
const outputs = ['text', 'json', 'junit', 'md', 'html']

describe('the search', () => {
  const secret = 'correct-horse-battery-staple'
  const secrets = new Map([['s', secret]])
  const bytes = Buffer.from(`xx ${secret} yy`)

  it.each([
    ['raw', bytes.toString()],
    ['base64', bytes.toString('base64')],
    ['base64 of one byte more', Buffer.from(`x${bytes.toString()}`).toString('base64')],
    ['base64 of two bytes more', Buffer.from(`xx${bytes.toString()}`).toString('base64url')],
    ['hex', bytes.toString('hex')],
    ['half of it', secret.slice(8, 24)],
  ])('finds it: %s', (_, text) => {
    expect(leaksIn(text, secrets)).toEqual(['s'])
  })

  it('lets a mask pass', () => {
    expect(leaksIn(`Password: ${secret.slice(0, 4)}… (28 characters)`, secrets)).toEqual([])
  })
})

describe('verify shows no secret of a capture', () => {
  it.each(outputs)('that is a folder, as %s', { timeout }, async (output) => {
    const home = tempFolder()
    const { capture, isv, secrets } = plantedCapture(tempFolder())
    const { leaks, exitCode, stdout } = await watched(['verify', capture, '--isv', isv, '--output', output], {
      home,
      secrets,
    })
    expect(leaks).toEqual([])
    expect(exitCode).toBe(1)
    expect(stdout).toContain('MG-SEC-001')
  })

  it.each(outputs)('that is an archive, as %s', { timeout }, async (output) => {
    const home = tempFolder()
    const { isv, secrets, members } = plantedCapture(tempFolder())
    const archive = await archiveOf(members, 'x.tgz')
    const { leaks, exitCode } = await watched(['verify', archive, '--isv', isv, '--output', output], {
      home,
      secrets,
    })
    expect(leaks).toEqual([])
    // What an archive with so much wrong in it leaves unanswered is a gap.
    expect([1, 3]).toContain(exitCode)
  })

  it('that is cut off', { timeout }, async () => {
    const home = tempFolder()
    const { isv, secrets, members } = plantedCapture(tempFolder())
    const whole = readFileSync(await archiveOf(members, 'x.tgz'))
    const cut = join(tempFolder(), 'cut.tgz')
    for (const part of [0.3, 0.6, 0.9]) {
      writeFileSync(cut, whole.subarray(0, Math.floor(whole.length * part)))
      const { leaks } = await watched(['verify', cut, '--isv', isv, '--output', 'json'], { home, secrets })
      expect(leaks).toEqual([])
    }
  })

  it('of which large members lie in a temporary file', { timeout }, async () => {
    const home = tempFolder()
    const { secrets: all, members } = plantedCapture(tempFolder())
    // Each is searched for in megabytes, again and again.
    const secrets = new Map([...all].slice(0, 6))
    const nested = readFileSync(
      await archiveOf([{ name: 'filler', body: Buffer.alloc(5 * 2 ** 20, 'x\n') }, ...members], 'x.tar'),
    )
    const body = Buffer.concat([
      Buffer.alloc(5 * 2 ** 20, '-\n'),
      ...members.map(({ body = '' }) => Buffer.from(body as string)),
    ])
    const archive = await archiveOf(
      [
        { name: 'version', body: 'x\n' },
        { name: 'nested.tar', body: nested },
        { name: 'large', body },
        { name: 'again', type: 'link', linkname: 'large' },
      ],
      'x.tar',
    )
    const { leaks, stdout } = await watched(['verify', archive], { home, secrets, deadlineMs: 150_000 })
    expect(leaks).toEqual([])
    expect(stdout).toContain('MG-SEC-001')
  })

  it('of which the records are not what they should be', { timeout }, async () => {
    const { capture, isv, secrets } = plantedCapture(tempFolder())
    const [secret = ''] = [...secrets.values()].slice(-1)
    for (const name of ['capture.json', 'image.json', 'cluster.json', 'canaries.json']) {
      const copy = tempFolder()
      cpSync(capture, copy, { recursive: true })
      for (const text of [`{"a": "${secret}`, `{"${secret}": 1}`, `{"schemaVersion": "${secret}"}`]) {
        writeFileSync(join(copy, name), text)
        const { leaks } = await watched(['verify', copy, '--isv', isv, '--output', 'json'], {
          home: tempFolder(),
          secrets,
        })
        expect([name, ...leaks]).toEqual([name])
      }
    }
  })
})
