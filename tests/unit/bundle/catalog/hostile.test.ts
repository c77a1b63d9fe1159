import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { asJson, asYaml, good, judge, layCatalog, read } from './catalogs.js'

const yaml = asYaml(good())
const json = asJson(good())
const bomb = (levels: number) =>
  ['a0: &a0 [x, x, x, x, x, x, x, x, x]']
    .concat(
      Array.from(
        { length: levels },
        (_, i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`).join(', ')}]`,
      ),
    )
    .join('\n')

const cases: [string, string, string | Buffer, number, RegExp][] = [
  [
    'JSON that is cut off',
    'c.json',
    json.slice(0, -30),
    json.slice(0, json.lastIndexOf('\n{')).split('\n').length + 1,
    /ends in the middle/,
  ],
  [
    'JSON with a comma too many',
    'c.json',
    '{"schema": "olm.package",\n "name": "acme",,\n}',
    2,
    /cannot be read/,
  ],
  ['YAML that is cut off in a quote', 'c.yaml', `${yaml}---\nschema: "olm.pack`, 0, /cannot be read/],
  ['a tab that indents', 'c.yaml', 'schema: olm.package\nicon:\n\tmediatype: x\n', 3, /cannot be read/],
  [
    'aliases that multiply',
    'c.yaml',
    `schema: olm.package\nname: acme\n${bomb(12)}\n`,
    1,
    /aliases make it more than/,
  ],
  [
    'brackets without an end in JSON',
    'c.json',
    `{"schema": "x",\n"a": ${'['.repeat(100_000)}`,
    2,
    /nested more than 500/,
  ],
  [
    'brackets without an end in YAML',
    'c.yaml',
    `schema: x\na: ${'['.repeat(100_000)}`,
    1,
    /nested more than 500/,
  ],
  [
    'what is not UTF-8',
    'c.yaml',
    Buffer.concat([
      Buffer.from(yaml),
      Buffer.from('---\nschema: x\nname: caf'),
      Buffer.from([0xe9]),
      Buffer.from('\n'),
    ]),
    yaml.split('\n').length + 2,
    /not UTF-8, at byte \d+/,
  ],
  ['a program', 'opm', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 1]), 1, /a zero byte/],
  ['text behind a separator', 'c.yaml', '--- {schema: x}\n', 1, /nothing on the line of a ---/],
]

it.each(cases)('%s is one finding, with its file and line', async (_, name, content, line, message) => {
  const { findings } = await judge({ 'good.yaml': yaml, [`more/${name}`]: content })
  expect(findings).toHaveLength(1)
  expect(findings[0]).toMatchObject({
    rule: 'unreadable',
    path: `more/${name}`,
    message: expect.stringMatching(message) as string,
  })
  if (line > 0) expect(findings[0]?.line).toBe(line)
})

it('a document of 100 MB is refused where it begins, without being held', async () => {
  const folder = layCatalog({ 'a.json': json })
  const chunk = `${'"x",'.repeat(250_000)}\n`
  writeFileSync(join(folder, 'b.json'), `\n\n{"schema": "olm.bundle", "properties": [\n${chunk.repeat(100)}`)
  const before = process.memoryUsage().rss
  const { problems } = await read(folder)
  expect(problems).toMatchObject([
    {
      rule: 'unreadable',
      path: 'b.json',
      line: 3,
      message: expect.stringMatching(/larger than 16 MiB/) as string,
    },
  ])
  expect(process.memoryUsage().rss - before).toBeLessThan(200e6)
})

it('a README among the files is told of, with the way out', async () => {
  const { findings } = await judge({ 'catalog.yaml': yaml, 'README.md': '# Widgets\n\nAll about: widgets\n' })
  expect(findings).toMatchObject([
    { rule: 'not-a-blob', path: 'README.md', fix: expect.stringMatching(/\.indexignore/) as string },
  ])
})

it.each([
  ['a comment between separators', `${yaml}---\n# more to come\n`],
  ['a comment before the first separator', `# license\n${yaml}`],
  ['white space behind the last separator', `${yaml}---\n\n`],
])('%s is a document with nothing in it, over which OLM stumbles', async (_, text) => {
  const { findings } = await judge({ 'catalog.yaml': text })
  expect(findings.map(({ rule }) => rule)).toEqual(['not-a-blob'])
})

it('a separator at the end is no document', async () => {
  expect((await judge({ 'catalog.yaml': `${yaml}---\n` })).findings).toEqual([])
  expect((await judge({ 'catalog.yaml': `${yaml}---` })).findings).toEqual([])
})

it.each([
  ['no database at all', 'SQLite format 3\0 and then nothing of the kind'.repeat(300)],
  ['an empty file', ''],
])('a database that is %s is one finding', async (_, content) => {
  const folder = layCatalog({})
  mkdirSync(join(folder, 'database'))
  writeFileSync(join(folder, 'database/index.db'), content)
  const { problems } = await read(folder)
  expect(problems).toMatchObject([{ rule: 'unreadable', path: 'database/index.db' }])
})

it('says of thousands of files that are none of a catalog only the first', async () => {
  const files = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`usr/bin/${i}`, 'text\n']))
  expect((await judge(files)).findings).toHaveLength(20)
})
