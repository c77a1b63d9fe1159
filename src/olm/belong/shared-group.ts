import type { KubeObject } from '../../model/kubernetes.js'
import { asCsv, present } from './shapes.js'

const provided = 'olm.providedAPIs'

/** An OperatorGroup that lists, of the APIs that the namespace's operators provide, those of these CSVs. */
export function ownGroup(group: KubeObject, csvs: readonly KubeObject[]): KubeObject {
  const apis = group.metadata.annotations?.[provided]
  if (apis === undefined) return group
  const own = new Set(csvs.flatMap(providedApis))
  const { managedFields: _, ...metadata } = group.metadata
  const kept = apis.split(',').filter((api) => own.has(api))
  return {
    ...group,
    metadata: { ...metadata, annotations: { ...metadata.annotations, [provided]: kept.join(',') } },
  }
}

/** `Kind.version.group`, as OLM writes it. */
function providedApis(csv: KubeObject): string[] {
  const { customresourcedefinitions, apiservicedefinitions } = asCsv(csv).spec ?? {}
  const crds = (customresourcedefinitions?.owned ?? []).map(({ kind, version, name = '' }) =>
    [kind, version, name.slice(name.indexOf('.') + 1)].join('.'),
  )
  const apis = (apiservicedefinitions?.owned ?? []).map(({ kind, version, group }) =>
    [kind, version, group].join('.'),
  )
  return present([...crds, ...apis])
}
