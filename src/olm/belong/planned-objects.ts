import type { KubeObject } from '../../model/kubernetes.js'
import { asInstallPlan } from './shapes.js'

/** An object as a plan or an Operator names it. */
export interface ObjectRef {
  apiVersion?: string | undefined
  kind?: string | undefined
  namespace?: string | undefined
  name?: string | undefined
}

/** OLM's word for a Secret that came in the bundle. */
export const kindOf = (kind: string | undefined) => (kind === 'BundleSecret' ? 'Secret' : kind)

/**
 * What the plans made for CSVs that are there. A Role, a RoleBinding or a ClusterRole out of the bundle itself bears neither
 * an owner nor the operator's label: only the step that made it says whose it is.
 */
export function plannedObjects(
  namespace: string,
  plans: readonly KubeObject[],
  csvs: readonly KubeObject[],
): ObjectRef[] {
  const there = new Set(csvs.map(({ metadata }) => metadata.name))
  const steps = plans
    .flatMap((plan) => asInstallPlan(plan).status?.plan ?? [])
    .filter(({ resolving = '' }) => there.has(resolving))
  const refs = steps.map(({ resource: { group, version = '', kind, name } = {} }): ObjectRef => {
    const apiVersion = group ? `${group}/${version}` : version
    return { apiVersion, kind: kindOf(kind), namespace, name }
  })
  return [...new Map(refs.map((ref) => [JSON.stringify(ref), ref])).values()]
}
