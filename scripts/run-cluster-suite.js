// Runs the suite that every cluster must pass on the one that a kubeconfig reaches.
import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'

const usage = 'npm run clusters -- --kubeconfig FILE --image IMAGE [-t NAME]'
const text = { type: 'string' }
const options = { kubeconfig: text, image: text, testNamePattern: { ...text, short: 't' } }
const { values } = parseArgs({ options })
if (!values.kubeconfig || !values.image) {
  console.error(`usage: ${usage}`)
  process.exitCode = 2
} else {
  const env = {
    ...process.env,
    MUST_GATHER_TEST_KUBECONFIG: values.kubeconfig,
    MUST_GATHER_TEST_IMAGE: values.image,
  }
  const filter = values.testNamePattern === undefined ? [] : ['-t', values.testNamePattern]
  const args = ['vitest', 'run', 'tests/clusters/existing.test.ts', ...filter]
  process.exitCode = spawnSync('npx', args, { stdio: 'inherit', env }).status ?? 1
}
