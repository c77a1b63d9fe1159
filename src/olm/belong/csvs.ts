import type { KubeObject } from '../../model/kubernetes.js'
import { componentLabel } from '../../model/olm-names.js'
import { packageInProperties } from './package-property.js'
import { asCsv, asSubscription, packageOf, present } from './shapes.js'

/** CSVs that a Subscription names itself: installed, current, and the one to start from. */
export function namedCsvs(subscription: KubeObject): string[] {
  const { spec, status } = asSubscription(subscription)
  return present([status?.currentCSV, status?.installedCSV, spec?.startingCSV])
}

/** The CSVs that a Subscription got: those that it names, those of its package, and all that they replace or are replaced by. */
export function csvsOf(
  subscription: KubeObject,
  csvs: readonly KubeObject[],
  others: readonly KubeObject[],
): KubeObject[] {
  const claimed = new Set(others.flatMap((other) => installedCsvs(other)))
  const candidates = csvs.filter(({ metadata }) => !claimed.has(metadata.name))
  const own = new Set(namedCsvs(subscription))
  const label = componentLabel(packageOf(subscription), subscription.metadata.namespace ?? '')
  for (const csv of candidates)
    if (isOfPackage(csv, packageOf(subscription), label)) own.add(csv.metadata.name)
  addReplaced(own, candidates)
  return newestFirst(candidates.filter(({ metadata }) => own.has(metadata.name)))
}

const installedCsvs = (subscription: KubeObject) => {
  const { status } = asSubscription(subscription)
  return present([status?.currentCSV, status?.installedCSV])
}

/** What the bundle says of its package decides; the label is cut, so that two packages may have the same. */
function isOfPackage(csv: KubeObject, packageName: string, label: string): boolean {
  const said = packageInProperties(csv.metadata.annotations?.['operatorframework.io/properties'])
  return said === undefined ? label in (csv.metadata.labels ?? {}) : said === packageName
}

const replacedBy = (csv: KubeObject) => asCsv(csv).spec?.replaces

/** Grows the set along `replaces`, in both directions, until nothing is added. */
function addReplaced(own: Set<string>, csvs: readonly KubeObject[]): void {
  for (let before = -1; before !== own.size;) {
    before = own.size
    for (const csv of csvs) {
      const older = replacedBy(csv)
      if (own.has(csv.metadata.name)) {
        if (older) own.add(older)
      } else if (older && own.has(older)) own.add(csv.metadata.name)
    }
  }
}

function newestFirst(csvs: readonly KubeObject[]): KubeObject[] {
  const depth = (csv: KubeObject, seen = new Set<string>()): number => {
    const older = csvs.find(({ metadata }) => metadata.name === replacedBy(csv))
    if (!older || seen.has(csv.metadata.name)) return 0
    return 1 + depth(older, seen.add(csv.metadata.name))
  }
  const created = ({ metadata }: KubeObject) => metadata.creationTimestamp ?? ''
  return [...csvs].sort((a, b) => depth(b) - depth(a) || (created(a) < created(b) ? 1 : -1))
}
