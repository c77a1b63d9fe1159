import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { withBundleRules } from '../../../scripts/bundle-rule-table.js'
import { withIndexRules } from '../../../scripts/index-rule-table.js'
import { withCheckTable } from '../../../scripts/check-table.js'

const read = (name: string) => readFileSync(join(import.meta.dirname, '../../..', name), 'utf8')

test("the README's table of checks is as the code has it (npm run docs)", () => {
  const readme = read('README.md')
  expect(withCheckTable(readme)).toBe(readme)
})

test('the table of the rules of a bundle is as the code has it (npm run docs)', () => {
  const page = read('docs/bundle-and-index.md')
  expect(withBundleRules(page)).toBe(page)
})

test('the table of the rules of an index is as the code has it (npm run docs)', () => {
  const page = read('docs/bundle-and-index.md')
  expect(withIndexRules(page)).toBe(page)
})

test('each link of a document leads to a file that exists', () => {
  for (const name of ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md']) {
    const links = [...read(name).matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, path = '']) => path)
    for (const path of links)
      expect(() => readFileSync(join(import.meta.dirname, '../../..', path)), path).not.toThrow(/ENOENT/)
  }
})
