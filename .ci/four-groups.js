// four-groups.js DIR...: the JUnit of each run has all four groups of tests, with tests in them that really passed.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const groups = ['operator', 'bundle', 'index', 'must-gather']
const complaints = process.argv.slice(2).flatMap((dir) => {
  const files = readdirSync(dir, { recursive: true }).filter((path) => /(^|\/)junit_[^/]*\.xml$/.test(path))
  if (files.length === 0) return [`${dir}: no JUnit`]
  const text = readFileSync(join(dir, files.sort().at(-1)), 'utf8')
  return groups.flatMap((group) => lacking(text, group).map((what) => `${dir}: ${group}: ${what}`))
})
for (const complaint of complaints) console.log(complaint)
process.exitCode = complaints.length > 0 || process.argv.length < 3 ? 1 : 0

function lacking(text, group) {
  const [, attributes] = new RegExp(`<testsuite name="[^"]* ${group}"([^>]*)>`).exec(text) ?? []
  if (attributes === undefined) return ['no such suite']
  const count = (name) => Number(new RegExp(` ${name}="(\\d+)"`).exec(attributes)?.[1] ?? 0)
  const passed = count('tests') - count('errors') - count('failures') - count('skipped')
  console.log(
    `${group}: ${count('tests')} tests, ${count('failures')} failures, ${count('errors')} errors, ${count('skipped')} skipped`,
  )
  return passed > 0 ? [] : ['no test passed']
}
