import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { archiveOf } from '../support/archive.js'
import { tempFolder } from '../support/temp-folder.js'
import { leaksIn } from './support/forms.js'
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

describe('redact prints none, and leaves none in the copy and in what it writes on the way', () => {
  const sources = ['folder', 'archive'] as const
  const rows = sources.flatMap((source) => ['copy', 'copy.tgz'].map((copy) => ({ source, copy })))
  it.each(rows)('$source into $copy', { timeout }, async ({ source, copy }) => {
    const { capture, secrets, members } = plantedCapture(tempFolder())
    const home = tempFolder()
    const path = source === 'folder' ? capture : await archiveOf(members, 'x.tgz')
    const out = join(home, copy)
    const { leaks, stdout } = await watched(['redact', path, '--out', out], { home, secrets })
    expect(leaks).toEqual([])
    expect(stdout).toContain('its name holds a secret')
    const written = [out, `${out}.partial`].filter((one) => existsSync(one))
    expect(written).toHaveLength(1)
    for (const one of written.filter((name) => name.includes('.tgz')))
      expect(leaksIn(gunzipSync(readFileSync(one)), secrets)).toEqual([])
  })
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
