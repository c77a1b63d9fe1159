// Two runs of the same ISV on two kinds of cluster: each check that both evaluate must have the same outcome.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const [first, second] = process.argv.slice(2).map(newestReport)
const outcomes = new Map(second.checks.map(({ id, outcome }) => [id, outcome]))
const differing = first.checks.filter(({ id, outcome }) => {
  const other = outcomes.get(id)
  return outcome !== 'skip' && other !== 'skip' && outcome !== other
})
for (const { id, outcome } of differing) console.log(`${id}: ${outcome} and ${outcomes.get(id)}`)
console.log(`${first.checks.length - differing.length} of ${first.checks.length} checks have equal outcomes`)
process.exitCode = differing.length > 0 || first.checks.length === 0 ? 1 : 0

function newestReport(dir) {
  const reports = readdirSync(dir, { recursive: true })
    .filter((path) => path.endsWith('report.json'))
    .sort()
  return JSON.parse(readFileSync(join(dir, reports.at(-1)), 'utf8'))
}
