import { expect, it } from 'vitest'
import { ParsingAllowance, readCatalogFile } from '../../../../src/bundle/catalog/catalog-file.js'
import { splitJson } from '../../../../src/bundle/catalog/documents/split-json.js'
import { splitYaml } from '../../../../src/bundle/catalog/documents/split-yaml.js'
import { asJson, asYaml, good } from './catalogs.js'

async function* inPieces(text: string, size: number): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function all(documents: ReturnType<typeof splitJson>) {
  const found: { text: string; line: number; offset?: number }[] = []
  for await (const document of documents)
    found.push(
      'bytes' in document
        ? { text: document.bytes.toString(), line: document.line, offset: document.offset }
        : { text: document.broken, line: document.line },
    )
  return found
}

const tricky = [
  '{"a": "}\\"{", "b": [{"c": "\\\\"}]}',
  '{"schema":"x"}{"schema":"y"}\n\n  {"schema": "\\\\\\""}',
  asJson(good()),
  asJson(good(), 0),
  '{"a": 1}\n---\nschema: x\n---\n{"schema": "y"}\n',
  '{"a": "cut off',
]

it.each(tricky)('JSON is parted the same in whatever pieces it comes: %#', async (text) => {
  const whole = await all(splitJson(inPieces(text, text.length)))
  expect(whole.length).toBeGreaterThan(0)
  for (const size of [1, 2, 3, 7, 100]) expect(await all(splitJson(inPieces(text, size)))).toEqual(whole)
})

it.each([
  asYaml(good()),
  'a: |\n  ---\n  b\n---\nc: 1\n--- # d\ne: 2\n---',
  '---a: 1\n----\nb: 2\n',
  '---\r\na: 1\r\n---\r\nb: 2\r\n',
])('YAML is parted the same in whatever pieces it comes: %#', async (text) => {
  const whole = await all(splitYaml(inPieces(text, text.length)))
  for (const size of [1, 2, 3, 7, 100]) expect(await all(splitYaml(inPieces(text, size)))).toEqual(whole)
  expect(whole.map((document) => document.text).join('')).toBe(text)
  for (const { text: own, line, offset = 0 } of whole) {
    expect(text.slice(0, offset).split('\n')).toHaveLength(line)
    expect(text.startsWith(own, offset)).toBe(true)
  }
})

it('finds the same where it does not parse what is certainly of other packages', async () => {
  const other = JSON.parse(JSON.stringify(good()).replaceAll('acme', 'acme-next')) as unknown[]
  const quoted = 'schema: olm.channel\n"package": acme\nname: quoted\nentries: [{name: acme.v1.0.0}]\n'
  const inText = 'schema: notes\ntext: |\n  schema: olm.package\n  package: acme\n'
  const text = `${asYaml(other)}${asYaml(good())}---\n${quoted}---\n${inText}${asYaml(other)}`
  const read = (allowance: ParsingAllowance) =>
    readCatalogFile('c.yaml', inPieces(text, 4096), { package: 'acme', allowance })
  const everything = await read(new ParsingAllowance())
  const least = await read(new ParsingAllowance(0))
  expect(least).toEqual(everything)
  expect(everything.own).toHaveLength(good().length + 1)
  expect([...everything.defined]).toEqual(['acme-next', 'acme'])
})
