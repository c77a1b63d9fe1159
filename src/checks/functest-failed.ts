import { contract } from './contract.js'
import { counted, defineCheck, notApplicable, notEvaluated } from './define-check.js'

export const functestFailed = defineCheck({
  id: 'MG-FUN-001',
  title: 'functional test failed',
  group: 'must-gather',
  contract: contract.functests,
  reads: ['record', 'config'],
  fix: 'Read its output below; run it by hand with KUBECONFIG and CAPTURE_DIR set.',
  evaluate({ record, config }) {
    if (config.functests.length === 0) return notApplicable('isv.yaml names no functests')
    const ran = (record.functests ?? []).filter(({ outcome }) => outcome !== 'not-run')
    if (ran.length < config.functests.length) return notEvaluated('not every functest was run')
    return {
      looked: counted(ran.length, 'functest'),
      findings: ran
        .filter(({ outcome }) => outcome !== 'passed')
        .map(({ name, exitCode, outcome, output }) => ({
          message: `functest ${name} failed`,
          want: 'exit code 0',
          got:
            outcome === 'timeout'
              ? 'no end within its time'
              : `exit code ${exitCode ?? 'unknown'}: ${lastLine(output)}`,
          subject: name,
        })),
    }
  },
})

const lastLine = (output: string) => output.trimEnd().split('\n').at(-1) ?? ''
