import { contract } from './contract.js'
import { defineCheck, notApplicable, notEvaluated } from './define-check.js'

export const indexLacksBundle = defineCheck({
  id: 'MG-OLM-002',
  title: 'index lacks the bundle, or OLM cannot resolve it',
  group: 'index',
  contract: contract.index,
  reads: ['catalog'],
  fix: 'Correct the catalog, build the index image again, and push it.',
  onPartial: 'judge',
  evaluate({ catalog }) {
    if (catalog.state === 'none') return notApplicable(catalog.reason)
    if (catalog.state === 'unread') return notEvaluated(catalog.reason)
    const { looked, verdict } = catalog
    if (verdict.findings.length === 0 && verdict.notEvaluated.length > 0)
      return notEvaluated(verdict.notEvaluated.join('; '))
    return {
      looked,
      findings: verdict.findings.map(({ rule, path, line, message, want, got, fix, subject }) => ({
        ...{ rule, message, want, got, fix, subject },
        ...(path === '' ? {} : { at: line === undefined ? { path } : { path, line } }),
      })),
    }
  },
})
