import type { KubeObject } from '../../model/kubernetes.js'
import { asCsv, present } from './shapes.js'

/** CRDs that the CSVs own. */
export function ownedCrds(csvs: readonly KubeObject[]): string[] {
  return present(
    csvs.flatMap((csv) => asCsv(csv).spec?.customresourcedefinitions?.owned ?? []).map(({ name }) => name),
  )
}

/** CRDs that they own or require. */
export function describedCrds(csvs: readonly KubeObject[]): string[] {
  const required = csvs.flatMap((csv) => asCsv(csv).spec?.customresourcedefinitions?.required ?? [])
  return present([...ownedCrds(csvs), ...required.map(({ name }) => name)])
}

/** APIServices that they own or require, by the names that the server has them under. */
export function describedApis(csvs: readonly KubeObject[]): string[] {
  const described = csvs.flatMap((csv) => {
    const { owned = [], required = [] } = asCsv(csv).spec?.apiservicedefinitions ?? {}
    return [...owned, ...required]
  })
  return present(
    described.map(({ version, group }) => (version && group ? `${version}.${group}` : undefined)),
  )
}
