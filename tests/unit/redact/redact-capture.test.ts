import { mkdirSync, readFileSync, readlinkSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import yaml from 'js-yaml'
import { describe, expect, it } from 'vitest'
import { openCapture } from '../../../src/capture/index.js'
import { redactCapture } from '../../../src/redact/index.js'
import { tempFolder } from '../../support/temp-folder.js'
import { readAll } from '../capture/archives.js'
import { gatherInto, gatheredFiles, values } from './gathered.js'

const leftOut = ['nested.tar.gz!/../outside', 'packed.zip', 'pods/hostile']

async function redacted(salt = 'the salt', name = 'copy') {
  const dir = tempFolder()
  const source = await gatherInto(join(dir, 'gathered'))
  const redaction = await redactCapture(source, { out: join(dir, name), salt })
  return { source, copy: join(dir, name), redaction }
}

/** Every form in which a value could be left over. */
const forms = (value: string) => [
  value,
  encodeURIComponent(value),
  Buffer.from(value).toString('hex'),
  // Whatever stands before it in what was encoded.
  ...['', 'x', 'xx'].map((before) => {
    const encoded = Buffer.from(before + value).toString('base64')
    return encoded.slice(before.length === 0 ? 0 : 4, -4)
  }),
]
const longValues = Object.values(values).filter((value) => value.length > 8)

const shapeOf = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(shapeOf)
  if (typeof value !== 'object' || value === null) return typeof value === 'number' ? 'string' : typeof value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shapeOf(inner)]))
}

const timeout = 120_000

describe('a redacted copy', { timeout }, () => {
  it('is clean, whole but for what is named, and holds no value in any form', async () => {
    const { source, copy, redaction } = await redacted()
    expect(redaction).toMatchObject({ clean: true, path: copy, problems: [] })
    expect(redaction.leftOut.map(({ path }) => path).sort()).toEqual(leftOut)
    const [before, after] = [await readAll(await openCapture(source)), await readAll(await openCapture(copy))]
    const kept = before.map(({ path }) => path).filter((path) => !leftOut.includes(path))
    expect(after.map(({ path }) => path).sort()).toEqual(kept.sort())
    const everything = [...after.map(({ text }) => text), JSON.stringify(redaction)].join('\n')
    for (const value of longValues)
      for (const form of forms(value)) expect(everything.includes(form)).toBe(false)
    expect(everything).not.toContain(Buffer.from(values.short).toString('base64').replace('=', ''))
  })

  it('keeps YAML and JSON parseable with the same keys', async () => {
    const { source, copy } = await redacted()
    const documents = Object.keys(await gatheredFiles()).filter((path) => /\.(?:yaml|json)$/.test(path))
    expect(documents.length).toBeGreaterThan(8)
    for (const path of documents) {
      const [before, after] = [source, copy].map((root) => {
        const text = readFileSync(join(root, path), 'utf8')
        return path.endsWith('.json') ? [JSON.parse(text) as unknown] : yaml.loadAll(text)
      })
      expect(shapeOf(after), path).toEqual(shapeOf(before))
    }
  })

  it('elides Secrets as oc does and leaves comments alone', async () => {
    const { copy } = await redacted()
    const text = readFileSync(join(copy, 'secrets/one.yaml'), 'utf8')
    const bytes = Buffer.byteLength(values.password)
    expect(text).toContain('# kept\n')
    expect(text).toContain('name: one # kept too\n')
    expect(text).toContain(`password: ${Buffer.from(`${bytes} bytes long`).toString('base64')}\n`)
    expect(text).toContain(`plain: '${bytes} bytes long'`)
  })

  it('has one marker for one secret, the same in every run under one salt', async () => {
    const [first, again, other] = [await redacted('a'), await redacted('a'), await redacted('b')]
    const marker = /<redacted:gitlab-personal\/[0-9a-f]{12}>/g
    const markersIn = async (copy: string) =>
      new Set(
        (await readAll(await openCapture(copy))).flatMap(
          ({ text }) => text.replaceAll('\0', '').match(marker) ?? [],
        ),
      )
    const markers = await markersIn(first.copy)
    expect(markers.size).toBe(1)
    expect(await markersIn(again.copy)).toEqual(markers)
    expect(await markersIn(other.copy)).not.toEqual(markers)
    const named = first.redaction.secrets.filter(({ rule }) => rule === 'gitlab-personal')
    expect(named).toMatchObject([{ rule: 'gitlab-personal', name: [...markers][0]?.slice(-13, -1) }])
  })

  it('keeps modes, links, and every byte of what holds no secret', async () => {
    const { source, copy } = await redacted()
    expect(statSync(join(copy, 'pods/a/current.log')).mode & 0o777).toBe(0o600)
    expect(readlinkSync(join(copy, 'pods/latest'))).toBe('a/current.log')
    for (const path of ['version', 'clean.tar.gz'])
      expect(readFileSync(join(copy, path)).equals(readFileSync(join(source, path)))).toBe(true)
    const nested = await readAll(await openCapture(join(copy, 'nested.tar.gz')))
    expect(nested.map(({ path, type }) => `${path} ${type}`)).toContain('in/link symlink')
    expect(nested.find(({ path }) => path === 'in/again')?.text).toContain('curl -u me:<redacted:')
  })

  it('is an archive where its name says so', async () => {
    const { copy, redaction } = await redacted('a', 'copy.tar.gz')
    expect(redaction.clean).toBe(true)
    const reader = await openCapture(copy)
    expect(reader.source.format).toBe('tar.gz')
    expect((await readAll(reader)).map(({ path }) => path)).toContain('nested.tar.gz!/in/deeper.tgz!/x.log')
  })

  it('is made of an archive as of a folder', async () => {
    const { copy: archive } = await redacted('a', 'first.tgz')
    const { redaction } = await redacted('a')
    const out = join(tempFolder(), 'copy')
    const again = await redactCapture(archive, { out, salt: 'a' })
    expect(again).toMatchObject({
      clean: true,
      changed: [],
      secrets: [],
      leftOut: [],
      files: redaction.files,
    })
  })
})

describe('a large log', { timeout }, () => {
  it('is clean wherever its secrets lie, and is otherwise as it was', async () => {
    const dir = tempFolder()
    mkdirSync(join(dir, 'gathered'))
    const line = (number: number) => `I1120 10:00:00 line ${number} of a log that is longer than one block\n`
    const plain = Array.from({ length: 300_000 }, (_, number) => line(number))
    const log = plain.map((text, number) => (number % 977 === 0 ? `token ${values.token} ${text}` : text))
    writeFileSync(join(dir, 'gathered/current.log'), log.join(''))
    const { clean, secrets } = await redactCapture(join(dir, 'gathered'), { out: join(dir, 'copy') })
    expect(clean).toBe(true)
    expect(secrets).toMatchObject([{ count: Math.ceil(300_000 / 977) }])
    const after = readFileSync(join(dir, 'copy/current.log'), 'utf8')
    expect(after.replace(/token <redacted:[^>]{1,60}> /g, '') === plain.join('')).toBe(true)
  })
})
