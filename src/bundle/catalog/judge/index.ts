import type {
  Catalog,
  CatalogExpectation,
  CatalogFinding,
  CatalogProblem,
  CatalogVerdict,
} from '../../../model/catalog.js'
import { judgeBundles } from './bundles.js'
import { indexOf } from './catalog-index.js'
import { judgeChannels } from './channels.js'
import { judgeConfigured } from './configured.js'
import { judgeDeprecations } from './deprecations.js'
import type { CatalogRule } from './finding.js'
import { finding } from './finding.js'
import { judgePackage } from './package.js'

/**
 * Holds a catalog to what OLM needs of it, and to the configuration. What OLM would not read is the finding then, and nothing
 * else: what stands behind it is not known.
 */
export function judgeCatalog(catalog: Catalog, expected: CatalogExpectation): CatalogVerdict {
  if (catalog.problems.length > 0)
    return { findings: catalog.problems.map((problem) => ofProblem(problem)), notEvaluated: [] }
  const index = indexOf(catalog)
  const findings: CatalogFinding[] = judgePackage(catalog)
  if (catalog.packages.length === 0) return { findings, notEvaluated: [] }
  const configured = judgeConfigured(catalog, expected, index)
  return {
    ...configured,
    findings: [
      ...findings,
      ...judgeChannels(catalog, index),
      ...judgeBundles(catalog),
      ...judgeDeprecations(catalog),
      ...configured.findings,
    ],
  }
}

const ofProblem = ({ rule, path, line, message, got }: CatalogProblem): CatalogFinding =>
  finding(rule as CatalogRule, { path, line, message, got, subject: got })
