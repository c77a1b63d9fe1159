import type { ExpectedFiles } from '../../model/expected-files.js'
import type { ResolvedIsv } from '../../model/isv-config.js'
import type { KubeObject } from '../../model/kubernetes.js'
import { canaryRights } from '../canaries/rights.js'
import { gatherRights } from './gather-rights.js'
import { installRights } from './install-rights.js'
import type { InstallMethod } from '../../model/install-config.js'
import { olmRights } from './olm-rights.js'
import type { FindType } from './object-types.js'
import type { Right } from './types.js'

export interface RunRightsOptions {
  isv: ResolvedIsv
  /** The namespaces that canaries are planted in. */
  canariesIn: readonly string[]
  /** Default: manifests. */
  method?: InstallMethod | undefined
  expected: ExpectedFiles | undefined
  manifests: readonly KubeObject[]
  pullSecret: boolean
  typeOf: FindType
}

/** Everything that the user of a run has to be allowed, each right with what it is for. */
export function rightsOfRun({
  isv,
  expected,
  manifests,
  pullSecret,
  typeOf,
  canariesIn,
  method,
}: RunRightsOptions): Right[] {
  return [
    // First: where the run needs the same right for something else as well, that is what it cannot do without.
    ...canaryRights(isv.contract.canaries, canariesIn),
    ...installRights({ isv, manifests, pullSecret, typeOf }),
    ...(method === 'olm' ? olmRights(isv.install.namespace, { pullSecret }) : []),
    ...gatherRights(isv, pullSecret),
    ...expectedRights(expected, typeOf),
  ]
}

/** The expected list asks for a file for each live object of a kind. */
function expectedRights(expected: ExpectedFiles | undefined, typeOf: FindType): Right[] {
  return (expected?.files ?? []).flatMap(({ for: live }) => {
    const type = live && typeOf(live.kind, live.apiVersion)
    if (!type) return []
    return [
      {
        verbs: ['list'],
        group: type.group,
        resource: type.plural,
        why: `expected files for each ${live.kind}`,
      },
    ]
  })
}
