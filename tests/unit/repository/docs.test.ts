import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { withCheckTable } from '../../../scripts/check-table.js'

const read = (name: string) => readFileSync(join(import.meta.dirname, '../../..', name), 'utf8')

test("the README's table of checks is as the code has it (npm run docs)", () => {
  const readme = read('README.md')
  expect(withCheckTable(readme)).toBe(readme)
})

test('each link of a document leads to a file that exists', () => {
  for (const name of ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md']) {
    const links = [...read(name).matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, path = '']) => path)
    for (const path of links)
      expect(() => readFileSync(join(import.meta.dirname, '../../..', path)), path).not.toThrow(/ENOENT/)
  }
})
