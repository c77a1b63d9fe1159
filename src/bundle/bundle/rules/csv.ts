import type { BundleRule } from '../rule.js'
import { at } from '../rule.js'
import { isDnsLabel, isSubdomain, isVersion, isVersionRange } from '../semver.js'
import type { BundleView, Manifest } from '../view.js'
import { annotationOf } from '../view.js'
import { isRecord, list, record, shown, text, valueAt } from '../values.js'

const check = 'MG-OLM-001'
const level = 'required'

/** A rule about the ClusterServiceVersion has nothing to say where there is none. */
export const ofCsv =
  (find: (csv: Manifest, view: BundleView) => ReturnType<BundleRule['find']>): BundleRule['find'] =>
  (view) =>
    view.csv ? find(view.csv, view) : []

const described: readonly (readonly string[])[] = [
  ['spec', 'displayName'],
  ['spec', 'description'],
  ['spec', 'provider', 'name'],
]

/** Annotations that OLM reads by their very spelling. */
const spelled = [
  'olm.operatorGroup',
  'olm.operatorNamespace',
  'olm.targetNamespaces',
  'olm.providedAPIs',
  'olm.skipRange',
]

export const csvRules: BundleRule[] = [
  {
    ...{ id: 'csv-missing', check, level },
    must: 'manifests/ holds a ClusterServiceVersion.',
    fix: 'Add the ClusterServiceVersion to manifests/.',
    *find({ csv, complete, bundle }) {
      if (csv || !complete || !bundle.files.some(({ path }) => path.startsWith('manifests/'))) return
      const message = 'manifests/ holds no ClusterServiceVersion'
      yield { path: 'manifests', message, want: 'one ClusterServiceVersion', got: 'none' }
    },
  },
  {
    ...{ id: 'csv-several', check, level },
    must: 'manifests/ holds one ClusterServiceVersion alone.',
    fix: 'Make a bundle of each version.',
    *find({ csvs: [first, ...others] }) {
      for (const csv of others) {
        const message = `${csv.name} is a second ClusterServiceVersion, beside ${first?.name}`
        yield at(csv, [], { message, want: 'one ClusterServiceVersion', got: csv.name })
      }
    },
  },
  {
    ...{ id: 'csv-api-version', check, level },
    must: 'The ClusterServiceVersion is of operators.coreos.com/v1alpha1.',
    fix: 'Write apiVersion: operators.coreos.com/v1alpha1.',
    find: ofCsv(function* (csv) {
      const got = shown(csv.value['apiVersion'])
      const want = 'operators.coreos.com/v1alpha1'
      const message = `the ClusterServiceVersion is of ${got}`
      if (got !== want) yield at(csv, ['apiVersion'], { message, want, got })
    }),
  },
  {
    ...{ id: 'csv-name', check, level },
    must: 'The name of the ClusterServiceVersion is one that Kubernetes takes, of 63 characters at most as it becomes a label.',
    fix: 'Write metadata.name as <package>.v<version>.',
    find: ofCsv(function* (csv) {
      if (isSubdomain(csv.name) && csv.name.length <= 63) return
      const message = `${shown(csv.name)} is no name for a ClusterServiceVersion`
      const want = 'lower-case letters, digits, dashes and dots, 63 at most'
      yield at(csv, ['metadata', 'name'], { message, want, got: shown(csv.name) })
    }),
  },
  {
    ...{ id: 'csv-version', check, level },
    must: 'spec.version is a semantic version, without a `v` before it.',
    fix: 'Write spec.version as three numbers: 1.2.3.',
    find: ofCsv(function* (csv) {
      const value = valueAt(csv.value, ['spec', 'version'])
      if (typeof value === 'string' && isVersion(value)) return
      const message = `spec.version is ${shown(value)}`
      yield at(csv, ['spec', 'version'], {
        message,
        want: 'a semantic version',
        got: shown(value),
        subject: 'version',
      })
    }),
  },
  {
    ...{ id: 'csv-name-version', check, level: 'recommended' },
    must: 'The name of the ClusterServiceVersion holds its version, as <package>.v<version>.',
    fix: 'Write metadata.name as <package>.v<version>.',
    find: ofCsv(function* (csv) {
      const version = text(valueAt(csv.value, ['spec', 'version']))
      const numbers = version === undefined ? undefined : /^\d+\.\d+\.\d+/.exec(version)?.[0]
      if (version === undefined || numbers === undefined || csv.name.includes(numbers)) return
      const message = `the name ${csv.name} does not hold the version ${version}`
      yield at(csv, ['metadata', 'name'], { message, want: version, got: csv.name, subject: 'name' })
    }),
  },
  {
    ...{ id: 'csv-field-missing', check, level: 'recommended' },
    must: 'The ClusterServiceVersion says what people read of the operator: displayName, description and provider.',
    fix: 'Add the field to the ClusterServiceVersion.',
    find: ofCsv(function* (csv) {
      for (const way of described) {
        const value = valueAt(csv.value, way)
        const message = `the ClusterServiceVersion has no ${way.join('.')}`
        if (text(value) === undefined) yield at(csv, way, { message, want: 'a text', got: shown(value) })
      }
    }),
  },
  {
    ...{ id: 'min-kube-version', check, level },
    must: 'spec.minKubeVersion, where it is there, is a semantic version without a `v` before it.',
    fix: 'Write spec.minKubeVersion as 1.25.0.',
    find: ofCsv(function* (csv) {
      const value = valueAt(csv.value, ['spec', 'minKubeVersion'])
      if (value === undefined || value === '' || (typeof value === 'string' && isVersion(value))) return
      const message = `spec.minKubeVersion is ${shown(value)}`
      const found = { message, want: '1.25.0, or nothing', got: shown(value), subject: 'minKubeVersion' }
      yield at(csv, ['spec', 'minKubeVersion'], found)
    }),
  },
  {
    ...{ id: 'replaces-name', check, level },
    must: 'spec.replaces and spec.skips name ClusterServiceVersions by names that there can be.',
    fix: 'Write the name of the ClusterServiceVersion that this one takes the place of.',
    find: ofCsv(function* (csv) {
      for (const { way, name } of predecessors(csv)) {
        if (typeof name === 'string' && isSubdomain(name) && name.length <= 63) continue
        const message = `${String(way[1])} names ${shown(name)}, which is no name of a ClusterServiceVersion`
        yield at(csv, way, { message, want: 'the name of a ClusterServiceVersion', got: shown(name) })
      }
    }),
  },
  {
    ...{ id: 'replaces-itself', check, level },
    must: 'A ClusterServiceVersion neither replaces nor skips itself.',
    fix: 'Name the version before this one.',
    find: ofCsv(function* (csv) {
      for (const { way, name } of predecessors(csv)) {
        if (name !== csv.name) continue
        const message = `${csv.name} is in its own spec.${String(way[1])}`
        yield at(csv, way, { message, want: 'another version', got: csv.name })
      }
    }),
  },
  {
    ...{ id: 'skip-range', check, level },
    must: 'The annotation olm.skipRange is a range of versions as OLM takes it: no ^, no ~.',
    fix: 'Write it like >=1.0.0 <1.2.0.',
    find: ofCsv(function* (csv) {
      const value = annotationOf(csv, 'olm.skipRange')
      if (value === undefined || (typeof value === 'string' && isVersionRange(value))) return
      const message = `olm.skipRange is ${shown(value)}`
      const way = ['metadata', 'annotations', 'olm.skipRange']
      yield at(csv, way, { message, want: '>=1.0.0 <1.2.0', got: shown(value), subject: 'olm.skipRange' })
    }),
  },
  {
    ...{ id: 'annotation-spelling', check, level },
    must: 'Annotations that OLM reads are spelled as OLM spells them.',
    fix: 'Write the annotation in this spelling.',
    find: ofCsv(function* (csv) {
      for (const name of Object.keys(record(valueAt(csv.value, ['metadata', 'annotations'])))) {
        const want = spelled.find((one) => one.toLowerCase() === name.toLowerCase())
        if (want === undefined || want === name) continue
        const message = `the annotation ${name} is not read: it is spelled ${want}`
        yield at(csv, ['metadata', 'annotations', name], { message, want, got: name })
      }
    }),
  },
  {
    ...{ id: 'install-strategy', check, level },
    must: 'spec.install.strategy is `deployment`, and there is at least one Deployment with a name of its own.',
    fix: 'Describe the operator under spec.install.spec.deployments.',
    find: ofCsv(function* (csv) {
      const strategy = valueAt(csv.value, ['spec', 'install', 'strategy'])
      const way = ['spec', 'install', 'strategy']
      if (strategy !== 'deployment') {
        const message = `spec.install.strategy is ${shown(strategy)}`
        yield at(csv, way, { message, want: 'deployment', got: shown(strategy), subject: 'strategy' })
        return
      }
      const deployments = list(valueAt(csv.value, ['spec', 'install', 'spec', 'deployments']))
      if (deployments.length === 0) {
        const message = 'spec.install.spec.deployments is empty'
        yield at(csv, ['spec', 'install', 'spec', 'deployments'], {
          message,
          want: 'a Deployment',
          got: 'none',
        })
      }
      const names = deployments.map((one) => (isRecord(one) ? text(one['name']) : undefined))
      for (const [index, name] of names.entries()) {
        if (name !== undefined && isDnsLabel(name) && names.indexOf(name) === index) continue
        const message = `Deployment ${index + 1} has the name ${shown(name)}`
        const want = 'a name of its own that Kubernetes takes'
        yield at(csv, ['spec', 'install', 'spec', 'deployments', index], { message, want, got: shown(name) })
      }
    }),
  },
]

function predecessors(csv: Manifest): { way: (string | number)[]; name: unknown }[] {
  const replaces = valueAt(csv.value, ['spec', 'replaces'])
  const skips = list(valueAt(csv.value, ['spec', 'skips']))
  return [
    ...(replaces === undefined || replaces === '' ? [] : [{ way: ['spec', 'replaces'], name: replaces }]),
    ...skips.map((name, index) => ({ way: ['spec', 'skips', index], name })),
  ]
}
