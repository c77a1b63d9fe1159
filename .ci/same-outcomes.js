// Two runs of the same ISV on two kinds of cluster: the same verdict, the same outcome of each check that both evaluate,
// and the same set of gathered files.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { withoutGenerated } from '../dist/lib/generated-names.js'

/** Files that one kind of cluster has and another has not, and why that is no difference of the gather. */
const platformFiles = []

/** Checks that only advise differently where images were built from folders: a bundle cannot pin what has no digest. */
const ofPinning = ['MG-OLM-005']

const [first, second] = process.argv.slice(2).map(newestRun)
const complaints = [...differentVerdict(), ...differentOutcomes(), ...differentFiles()]
for (const complaint of complaints) console.log(complaint)
console.log(`${first.report.checks.length} checks and ${first.files.size} files compared`)
process.exitCode = complaints.length > 0 || first.report.checks.length === 0 || first.files.size === 0 ? 1 : 0

function differentVerdict() {
  const [one, other] = [first.report.verdict, second.report.verdict]
  return one === other ? [] : [`verdict: ${one} and ${other}`]
}

function differentOutcomes() {
  const outcomes = new Map(second.report.checks.map((check) => [check.id, outcomeOf(check)]))
  return first.report.checks
    .map((check) => ({ id: check.id, outcome: outcomeOf(check), other: outcomes.get(check.id) }))
    .filter(({ outcome, other }) => outcome !== 'skip' && other !== 'skip' && outcome !== other)
    .map(({ id, outcome, other }) => `${id}: ${outcome} and ${other}`)
}

function outcomeOf({ id, outcome, level }) {
  return ofPinning.includes(id) && outcome === 'fail' && level === 'recommended' ? 'pass' : outcome
}

function differentFiles() {
  return [...only(first, second), ...only(second, first)]
}

function only(one, other) {
  return [...one.files]
    .filter((file) => !other.files.has(file) && !platformFiles.some(({ pattern }) => pattern.test(file)))
    .map((file) => `only in ${one.dir}: ${file}`)
}

function newestRun(dir) {
  const reports = readdirSync(dir, { recursive: true })
    .filter((path) => path.endsWith('report.json'))
    .sort()
  const path = join(dir, reports.at(-1))
  const gathered = join(dirname(path), 'capture', 'gathers', 'default', 'must-gather')
  return { dir, report: JSON.parse(readFileSync(path, 'utf8')), files: filesIn(gathered) }
}

/** The paths of a gather, as they would be in any other run. */
function filesIn(dir) {
  const entries = readdirSync(dir, { recursive: true, withFileTypes: true })
  return new Set(
    entries
      .filter((entry) => !entry.isDirectory())
      .map(({ parentPath, name }) => withoutGenerated(join(parentPath, name).slice(dir.length + 1))),
  )
}
