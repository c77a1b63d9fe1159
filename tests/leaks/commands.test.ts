import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { archiveOf } from '../support/archive.js'
import { tempFolder } from '../support/temp-folder.js'
import { plantedCapture } from './support/planted-capture.js'
import { watched } from './support/watched.js'

const timeout = 180_000

describe('secrets shows none', () => {
  it.each(['text', 'json', 'sarif'])('as %s', { timeout }, async (output) => {
    const { secrets, members } = plantedCapture(tempFolder())
    const archive = await archiveOf(members, 'x.tgz')
    const { leaks, stdout } = await watched(['secrets', archive, '--output', output], {
      home: tempFolder(),
      secrets,
    })
    expect(leaks).toEqual([])
    expect(stdout).toContain('glpa…')
  })
})

it('redact prints none, and leaves none in a temporary file', { timeout }, async () => {
  const { capture, secrets } = plantedCapture(tempFolder())
  const home = tempFolder()
  const { leaks, exitCode } = await watched(['redact', capture, '--out', join(home, 'copy')], {
    home,
    secrets,
    exempt: /^copy/,
  })
  expect(leaks.filter((leak) => !leak.endsWith('in the name of a file'))).toEqual([])
  expect(exitCode).not.toBeNull()
})

it('a configuration with secrets in it is wrong without showing them', { timeout }, async () => {
  const { capture, secrets } = plantedCapture(tempFolder())
  const [secret = ''] = [...secrets.values()].filter((value) => value.startsWith('glpat-'))
  const dir = tempFolder()
  mkdirSync(join(dir, 'isv'))
  for (const text of [`${secret}: 1\n`, `kind: ${secret}\n`, `a: [${secret}\n`, `a: *${secret}\n`, secret]) {
    writeFileSync(join(dir, 'isv/isv.yaml'), text)
    const { leaks, exitCode } = await watched(['verify', capture, '--isv', join(dir, 'isv/isv.yaml')], {
      home: tempFolder(),
      secrets,
    })
    expect(leaks).toEqual([])
    expect(exitCode).toBe(2)
  }
})
