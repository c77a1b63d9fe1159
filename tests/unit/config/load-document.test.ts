import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Type from 'typebox'
import { describe, expect, it } from 'vitest'
import { createValidator, loadYaml } from '../../../src/config/index.js'
import { folderOf, problemsOf } from './folders.js'

const anything = createValidator(Type.Unknown())

async function problems(text: string | Buffer, validator = anything): Promise<string[]> {
  const dir = folderOf({})
  writeFileSync(join(dir, 'x.yaml'), text)
  return problemsOf(loadYaml(join(dir, 'x.yaml'), validator), dir)
}

describe('loadYaml', () => {
  it.each([
    ['an empty file', '', 'x.yaml:1:1: the file is empty'],
    ['a file of comments', '# nothing\n', 'x.yaml:1:1: the file is empty'],
    ['a double key', 'a: 1\nb: 2\na: 3\n', 'x.yaml:3:1: Map keys must be unique'],
    [
      'several documents',
      'a: 1\n---\nb: 2\n',
      'x.yaml:2:1: the file holds several documents; one is allowed',
    ],
    ['a tab', 'a:\n\tb: 1\n', 'x.yaml:2:1: Tabs are not allowed as indentation'],
    ['an open bracket', 'a: [1, 2\nb: 3\n', /^x\.yaml:2:\d+: /],
    ['an unknown tag', 'a: !!js/function "x"\n', /^x\.yaml:1:4: Unresolved tag/],
    ['an alias that leads nowhere', 'a: *b\n', /^x\.yaml:1:\d+: .*alias/i],
    [
      'bytes that are no text',
      Buffer.from([0x61, 0x3a, 0x20, 0xff, 0xfe]),
      'x.yaml:1:1: the file is not UTF-8',
    ],
    // What the fuzzer found.
    ['lists in lists without end', '- '.repeat(20_000), 'x.yaml:1:1: the file is nested too deeply'],
    ['keys behind keys without end', `a: ${'kind: SecretList'.repeat(2000)}`, /^x.yaml:1:\d+: /],
    ['a huge file', `a: ${'x'.repeat(1024 * 1024)}`, 'x.yaml:1:1: the file is larger than 1048576 bytes'],
  ])('refuses %s, with its place', async (_, text, expected) => {
    const [first] = await problems(text)
    if (typeof expected === 'string') expect(first).toBe(expected)
    else expect(first).toMatch(expected)
  })

  it('refuses aliases that multiply', async () => {
    const levels = 'bcdefghi'.split('')
    const lines = ['a: &a [x, x, x, x, x, x, x, x, x]']
    for (const [index, name] of levels.entries()) {
      const above = String.fromCharCode('a'.charCodeAt(0) + index)
      lines.push(`${name}: &${name} [${Array(9).fill(`*${above}`).join(', ')}]`)
    }
    expect(await problems(lines.join('\n'))).toEqual([
      'x.yaml:1:1: more than 50 aliases, or one that leads nowhere',
    ])
  })

  it('says that the file is not there', async () => {
    await expect(loadYaml('/no/such.yaml', anything)).rejects.toMatchObject({
      code: 'config.not-found',
      exitCode: 2,
    })
    await expect(loadYaml(folderOf({}), anything)).rejects.toMatchObject({
      code: 'config.unreadable',
      exitCode: 2,
    })
  })

  it('takes the branch of a union that fits best', async () => {
    const validator = createValidator(
      Type.Object({
        content: Type.Union([
          Type.Enum(['yaml', 'json']),
          Type.Array(Type.Object({ kind: Type.String() }, { additionalProperties: false })),
        ]),
      }),
    )
    expect(await problems('content: ymal\n', validator)).toEqual([
      'x.yaml:1:10: content: must be one of yaml, json, is "ymal"; did you mean "yaml"?',
    ])
    expect(await problems('content: [{kidn: Pod}]\n', validator)).toEqual([
      'x.yaml:1:11: content[0].kind: "kind" is missing',
      'x.yaml:1:12: content[0].kidn: unknown key "kidn"; did you mean "kind"?',
    ])
    expect(await problems('content: 5\n', validator)).toEqual([
      'x.yaml:1:10: content: does not fit, is a number',
    ])
  })
})
