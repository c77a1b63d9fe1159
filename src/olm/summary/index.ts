/** Why an install through OLM does not go on: the first broken link from the Subscription to the pod, in words. */
import type { OlmSnapshot } from '../types.js'
import type { Link } from './diagnosis.js'
import { catalog } from './links/catalog.js'
import { csv } from './links/csv.js'
import { installPlan } from './links/install-plan.js'
import { installed } from './links/installed.js'
import { operatorGroups } from './links/operator-groups.js'
import { resolution } from './links/resolution.js'
import { unpack } from './links/unpack.js'
import { waiting } from './links/waiting.js'
import type { OlmDiagnosis } from './types.js'

export { olmCauses, type OlmCause } from './causes.js'
export type { OlmDiagnosis } from './types.js'

/**
 * What has come furthest is asked first, as what came of a link proves that it held: conditions of OLM stay long after what
 * they tell of is over. Of what has failed the InstallPlan comes before the CSV, whose requirements it leaves unmet.
 */
const links: readonly Link[] = [
  installed,
  operatorGroups,
  installPlan,
  csv,
  unpack,
  catalogOrResolution,
  waiting,
]

/** A resolver that found the catalog's content wanting has read it: only its other messages are of catalogs. */
function catalogOrResolution(...[snapshot, context]: Parameters<Link>): OlmDiagnosis | undefined {
  const said = resolution(snapshot, context)
  const isOfContent = said !== undefined && said.condition?.reason === 'ConstraintsNotSatisfiable'
  const isOfOther =
    said?.object.kind === 'CatalogSource' && said.object.name !== snapshot.catalogSource?.metadata.name
  return isOfContent || isOfOther ? said : (catalog(snapshot, context) ?? said)
}

/**
 * Diagnoses one Subscription. Pure; never throws for what a cluster may hold. `now` is what ages are counted from.
 * The cause is one of `olmCauses`.
 */
export function summarize(snapshot: OlmSnapshot, { now }: { now: Date }): OlmDiagnosis {
  for (const link of links) {
    const found = link(snapshot, { now })
    if (found) return found
  }
  throw new Error('unreachable: the last link always answers')
}
