import type { DescribedRule } from '../model/secret-scan.js'
import { secretRules } from './rules/index.js'

const structural: DescribedRule = {
  id: 'secret-not-elided',
  title: 'Value of a Secret',
  severity: 'critical',
  check: 'MG-SEC-001',
}

/** All that is looked for, as reports list it. */
export const describedRules: readonly DescribedRule[] = [
  structural,
  ...secretRules.map(({ id, title, severity, check }) => ({ id, title, severity, check })),
]
