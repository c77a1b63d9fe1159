import { loadAll } from 'js-yaml'
import { describe, expect, it } from 'vitest'
import { parseYaml } from '../../../../src/secrets/document/parse-yaml.js'

/** Long enough to be tried at its beginning first, and in no way that the reader of plain YAML takes. */
const item = (number: number) => `- {kind: Secret, name: &a${number} "item ${number}"}\n`
const items = Array.from({ length: 12_000 }, (_, number) => item(number))

const errors = {
  'a key that is there twice': '- a: 1\n  a: 2\n',
  'a quotation without an end': '- "no end\n',
  'brackets without an end': '- [1, 2\n',
  'an alias of nothing': '- *nothing\n',
  'a tab': '- a:\n\t- b\n',
  'a character that is none': '- a\u0001b\n',
  'a colon too many': '- a: b: c\n',
}
const places = [0, 100, 1200, 1400, 1500, 1600, 3000, 11_999]

function lineOf(text: string): number | undefined {
  try {
    loadAll(text)
    return undefined
  } catch (error) {
    return (error as { mark: { line: number } }).mark.line + 1
  }
}

describe('a long text that is no YAML', () => {
  it.each(Object.entries(errors))('is told to be none where it breaks: %s', (_, broken) => {
    for (const at of places) {
      const text = items.toSpliced(at, 0, broken).join('')
      expect(text.length).toBeGreaterThan(4 * 64 * 1024)
      const line = lineOf(text)
      expect(line, `behind ${at}`).toBeDefined()
      expect(parseYaml(text, 1), `behind ${at}`).toMatchObject({ documents: [], problem: { line } })
    }
  })

  it('is read whole where nothing is wrong with it', () => {
    const { documents, problem } = parseYaml(items.join(''), 1)
    expect(problem).toBeUndefined()
    expect(documents).toEqual(loadAll(items.join('')))
  })
})
