import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { embeddedGaps } from './embedded-gaps.js'
import { groups } from './groups/index.js'
import { caseName } from './support/group.js'

const names = groups.flatMap((group) => Object.keys(group.cases).map((name) => caseName(group, name)))

/** The rows of the page's first table: case and reason. */
function shownGaps(): Record<string, string> {
  const page = readFileSync('docs/embedded.md', 'utf8')
  const [, section = ''] = page.split('## What it does not do')
  const [table = ''] = section.split('\n## ')
  const rows = [...table.matchAll(/^\| (.*?) +\| (.*?) +\|$/gm)].map(([, name = '', reason = '']) => [
    name,
    reason,
  ])
  return Object.fromEntries(rows.filter(([name = '']) => name !== 'case' && !/^-+$/.test(name))) as Record<
    string,
    string
  >
}

it('every gap of the embedded cluster is a case that exists', () => {
  expect(Object.keys(embeddedGaps).filter((name) => !names.includes(name))).toEqual([])
})

it('the page shows every gap, and no other', () => {
  expect(shownGaps()).toEqual(embeddedGaps)
})

it('the suite has at least 80 cases, each under its own name', () => {
  expect(names.length).toBeGreaterThanOrEqual(80)
  expect(new Set(names).size).toBe(names.length)
})
