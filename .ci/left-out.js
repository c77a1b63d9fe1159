// left-out.js REPORT: prints the test files of which a machine left something out, one on a line.
import { readFileSync } from 'node:fs'

const { testResults } = JSON.parse(readFileSync(process.argv[2], 'utf8'))
for (const { name, assertionResults, status } of testResults) {
  const whole = assertionResults.length > 0 && assertionResults.every(({ status }) => status === 'passed')
  if (!whole || status !== 'passed') console.log(name)
}
