import { withoutGenerated } from '../../lib/generated-names.js'
import type { ExpectedEntry } from '../../model/expected-files.js'
import type { LiveObject } from './at-hand.js'

type Selector = NonNullable<ExpectedEntry['for']>

/** The labels that people select by, in the order in which they would choose. */
const usual = [
  'app.kubernetes.io/name',
  'app.kubernetes.io/component',
  'app',
  'name',
  'component',
  'k8s-app',
  'control-plane',
]

/** Labels that a controller makes up, or that change with a version. */
const passing = /(?:hash|uid|revision|generation|version|helm\.sh\/chart|pod-name|pod-index|job-name)$/

/**
 * A `for:` that gives exactly these live objects of all of one kind and namespace; `undefined` where no labels tell them
 * from the others. `namespace` is as the list shall say it.
 */
export function selectorOf(
  wanted: readonly LiveObject[],
  all: readonly LiveObject[],
  namespace: string | undefined,
  preferLabels: boolean,
): Selector | undefined {
  const [first] = wanted
  if (!first) return undefined
  const base: Selector = {
    kind: first.kind,
    ...(first.apiVersion.includes('.') ? { apiVersion: first.apiVersion } : {}),
    ...(namespace === undefined ? {} : { namespace }),
  }
  const isAll = wanted.length === all.length
  if (isAll && !preferLabels) return base
  const labels = labelsOf(wanted, all)
  return labels ? { ...base, labels } : isAll ? base : undefined
}

/** One label that all of these have and no other object, else two, in the order of preference. */
function labelsOf(
  wanted: readonly LiveObject[],
  all: readonly LiveObject[],
): Record<string, string> | undefined {
  const common = commonLabels(wanted)
  const sets = [
    ...common.map((label) => [label]),
    ...common.flatMap((one, index) => common.slice(index + 1).map((other) => [one, other])),
  ]
  const selecting = sets.find(
    (set) =>
      all.filter((object) => set.every(([key, value]) => object.labels?.[key] === value)).length ===
      wanted.length,
  )
  return selecting && Object.fromEntries(selecting)
}

function commonLabels([first, ...others]: readonly LiveObject[]): [string, string][] {
  const rank = (key: string) => (usual.includes(key) ? usual.indexOf(key) : usual.length)
  return Object.entries(first?.labels ?? {})
    .filter(
      ([key, value]) =>
        !passing.test(key) &&
        withoutGenerated(`-${value}`) === `-${value}` &&
        others.every(({ labels }) => labels?.[key] === value),
    )
    .sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1))
}
