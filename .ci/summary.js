// Adds up what the steps of .ci/run left, holds it against .ci/expected.json, and prints the closing line.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const [results, failedSteps] = process.argv.slice(2)
const expected = JSON.parse(readFileSync(new URL('./expected.json', import.meta.url), 'utf8'))
const states = { passed: 'passed', failed: 'failed', skipped: 'skipped', pending: 'skipped', todo: 'skipped' }
const clusters = ['embedded', 'embedded-manifests', 'embedded-olm', 'kind', 'existing', 'existing-olm']
const tests = [...vitestTests(), ...clusters.flatMap(conformanceTests)]
const count = (state) => tests.filter((test) => test.state === state).length
const unexpected = tests.filter(
  ({ state, name }) => state === 'skipped' && !expected.skips.some((skip) => name.includes(skip)),
)

const complaints = [
  ...unexpected.map(({ name }) => `skipped, and not named in .ci/expected.json: ${name}`),
  ...tests
    .filter(({ state }) => state === 'failed')
    .map(({ name, why }) => `failed: ${name}${indented(why)}`),
  ...(count('passed') < expected.passed
    ? [`only ${count('passed')} passed, at least ${expected.passed} must`]
    : []),
  ...(Number(failedSteps) > 0 ? [`${failedSteps} steps of .ci/run failed`] : []),
]
for (const complaint of complaints) console.log(complaint)
const failed = complaints.length === 0 ? 0 : Math.max(count('failed'), 1)
console.log(`${count('passed')} passed, ${failed} failed, ${count('skipped')} skipped`)
process.exitCode = failed === 0 ? 0 : 1

/** What was left out on the bare machine was run again, file by file, with nothing left out. */
function vitestTests() {
  const bare = testFiles('bare.json')
  const whole = testFiles('whole.json')
  const again = new Set(whole.map(({ name }) => name))
  return [...bare.filter(({ name }) => !again.has(name)), ...whole].flatMap(testsOf)
}

function testFiles(report) {
  const file = join(results, report)
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).testResults : []
}

/** A file that could not even be loaded counts as one failed test. */
function testsOf({ assertionResults, name, status, message }) {
  if (assertionResults.length === 0 && status === 'failed') return [{ name, state: 'failed', why: message }]
  return assertionResults.map(({ fullName, status, failureMessages }) => ({
    name: fullName,
    state: states[status] ?? 'failed',
    why: failureMessages?.join('\n'),
  }))
}

/** The beginning of why a test failed, below its name: often all that is kept of a run is its end. */
function indented(why = '') {
  return why
    .split('\n')
    .slice(0, 12)
    .map((line) => `\n    ${line.slice(0, 300)}`)
    .join('')
}

function conformanceTests(cluster) {
  const dir = join(results, cluster)
  if (!existsSync(dir)) return []
  return readdirSync(dir, { recursive: true })
    .filter((path) => path.endsWith('report.json'))
    .flatMap((path) => JSON.parse(readFileSync(join(dir, path), 'utf8')).checks)
    .map((check) => ({ name: `${cluster} ${check.id}`, state: stateOf(check) }))
}

/** As in the JUnit of a run: a recommendation that is not followed fails nothing. */
function stateOf({ outcome, level }) {
  if (outcome === 'skip') return 'skipped'
  const passed = outcome === 'pass' || outcome === 'waived' || (outcome === 'fail' && level !== 'required')
  return passed ? 'passed' : 'failed'
}
