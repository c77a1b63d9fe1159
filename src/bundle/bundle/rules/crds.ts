import type { BundleRule } from '../rule.js'
import { at } from '../rule.js'
import type { BundleView, Manifest, Part } from '../view.js'
import { ownedCrds, partsAt } from '../view.js'
import { isRecord, record, shown, text, valueAt } from '../values.js'
import { ofCsv } from './csv.js'

const check = 'MG-OLM-001'
const level = 'required'

const versionsOf = (crd: Manifest): Part[] => partsAt(crd.value, ['spec', 'versions'])
const isV1 = (crd: Manifest): boolean => crd.value['apiVersion'] === 'apiextensions.k8s.io/v1'

/** What the CSV says that it owns, with the definition of that name where the bundle has it. */
export function ownedWithCrds(
  csv: Manifest,
  { crds }: BundleView,
): { owned: Part; name: string; crd: Manifest | undefined }[] {
  return ownedCrds(csv).map((owned) => {
    const name = text(owned.value['name']) ?? ''
    return { owned, name, crd: crds.find((one) => one.name === name) }
  })
}

export const ownedRules: BundleRule[] = [
  {
    ...{ id: 'owned-crd-missing', check, level },
    must: 'Every CustomResourceDefinition that the ClusterServiceVersion owns is in manifests/.',
    fix: 'Add the CustomResourceDefinition to manifests/, or list it under required.',
    find: ofCsv(function* (csv, view) {
      if (!view.complete) return
      for (const { owned, name, crd } of ownedWithCrds(csv, view)) {
        if (crd) continue
        const message = `the owned CustomResourceDefinition ${shown(name)} is not in the bundle`
        const got = view.crds.map((one) => one.name).join(', ') || 'none'
        yield at(csv, owned.way, { message, want: name, got })
      }
    }),
  },
  {
    ...{ id: 'owned-crd-kind', check, level },
    must: 'The kind of an owned CustomResourceDefinition is the one that the ClusterServiceVersion says.',
    fix: 'Write the kind as the CustomResourceDefinition has it under spec.names.',
    find: ofCsv(function* (csv, view) {
      for (const { owned, name, crd } of ownedWithCrds(csv, view)) {
        const want = crd && text(valueAt(crd.value, ['spec', 'names', 'kind']))
        const got = owned.value['kind']
        if (want === undefined || got === want) continue
        const message = `${name} is owned as kind ${shown(got)}, its definition says ${want}`
        yield at(csv, [...owned.way, 'kind'], { message, want, got: shown(got) })
      }
    }),
  },
  {
    ...{ id: 'owned-crd-version', check, level },
    must: 'The version of an owned CustomResourceDefinition is there, and is served.',
    fix: 'Write a version that the CustomResourceDefinition serves.',
    find: ofCsv(function* (csv, view) {
      for (const { owned, name, crd } of ownedWithCrds(csv, view)) {
        if (!crd || versionsOf(crd).length === 0) continue
        const served = versionsOf(crd).flatMap(({ value }) =>
          value['served'] === true ? [shown(value['name'])] : [],
        )
        const got = shown(owned.value['version'])
        if (served.includes(got)) continue
        const message = `${name} is owned in version ${got}, which its definition does not serve`
        yield at(csv, [...owned.way, 'version'], {
          message,
          want: served.join(', ') || 'a served version',
          got,
        })
      }
    }),
  },
  {
    ...{ id: 'crd-not-owned', check, level },
    must: 'Every CustomResourceDefinition of manifests/ is owned by the ClusterServiceVersion.',
    fix: 'List it under spec.customresourcedefinitions.owned, or take it out of the bundle.',
    find: ofCsv(function* (csv, view) {
      const owned = new Set(ownedCrds(csv).map(({ value }) => value['name']))
      for (const crd of view.crds.filter(({ name }) => !owned.has(name))) {
        const message = `the ClusterServiceVersion does not own ${crd.name}`
        yield at(crd, ['metadata', 'name'], { message, want: 'an entry under owned', got: 'none' })
      }
    }),
  },
]

/** A rule about each definition by itself. */
const ofEach =
  (find: (crd: Manifest) => ReturnType<BundleRule['find']>): BundleRule['find'] =>
  ({ crds }) =>
    crds.flatMap((crd) => [...find(crd)])

export const crdRules: BundleRule[] = [
  {
    ...{ id: 'crd-api-version', check, level },
    must: 'A CustomResourceDefinition is of apiextensions.k8s.io/v1; v1beta1 is gone since Kubernetes 1.22.',
    fix: 'Generate it with apiextensions.k8s.io/v1.',
    find: ofEach(function* (crd) {
      const got = shown(crd.value['apiVersion'])
      const message = `${crd.name} is of ${got}`
      if (!isV1(crd)) yield at(crd, ['apiVersion'], { message, want: 'apiextensions.k8s.io/v1', got })
    }),
  },
  {
    ...{ id: 'crd-name', check, level },
    must: 'The name of a CustomResourceDefinition is its plural and its group: <plural>.<group>.',
    fix: 'Write metadata.name as spec.names.plural, a dot, and spec.group.',
    find: ofEach(function* (crd) {
      const group = text(valueAt(crd.value, ['spec', 'group'])) ?? ''
      const plural = text(valueAt(crd.value, ['spec', 'names', 'plural'])) ?? ''
      const want = `${plural}.${group}`
      if (crd.name === want) return
      const message = `${shown(crd.name)} is not named after its plural and group`
      yield at(crd, ['metadata', 'name'], { message, want, got: shown(crd.name) })
    }),
  },
  {
    ...{ id: 'crd-names', check, level },
    must: 'A CustomResourceDefinition names its kind, and its scope is Namespaced or Cluster.',
    fix: 'Add spec.names.kind, and spec.scope: Namespaced or Cluster.',
    find: ofEach(function* (crd) {
      const kind = valueAt(crd.value, ['spec', 'names', 'kind'])
      const scope = valueAt(crd.value, ['spec', 'scope'])
      if (text(kind) === undefined || !/^[A-Z][A-Za-z0-9]*$/.test(String(kind)))
        yield at(crd, ['spec', 'names', 'kind'], {
          ...{
            message: `${crd.name} has the kind ${shown(kind)}`,
            want: 'a kind like CronTab',
            got: shown(kind),
          },
        })
      if (scope !== 'Namespaced' && scope !== 'Cluster')
        yield at(crd, ['spec', 'scope'], {
          ...{
            message: `${crd.name} has the scope ${shown(scope)}`,
            want: 'Namespaced or Cluster',
            got: shown(scope),
          },
        })
    }),
  },
  {
    ...{ id: 'crd-storage', check, level },
    must: 'A CustomResourceDefinition has versions, of which exactly one is stored.',
    fix: 'Write storage: true for one version, and false for the others.',
    find: ofEach(function* (crd) {
      if (!isV1(crd)) return
      const stored = versionsOf(crd).filter(({ value }) => value['storage'] === true)
      if (stored.length === 1) return
      const message = `${crd.name} stores ${stored.length} of ${versionsOf(crd).length} versions`
      yield at(crd, ['spec', 'versions'], {
        message,
        want: 'one with storage: true',
        got: String(stored.length),
      })
    }),
  },
  {
    ...{ id: 'crd-schema', check, level },
    must: 'Every version of a CustomResourceDefinition has a schema of type object.',
    fix: 'Add schema.openAPIV3Schema with type: object to the version.',
    find: ofEach(function* (crd) {
      if (!isV1(crd)) return
      for (const { value, way } of versionsOf(crd)) {
        const schema = record(value['schema'])['openAPIV3Schema']
        if (isRecord(schema) && schema['type'] === 'object') continue
        const message = `version ${shown(value['name'])} of ${crd.name} has no schema of type object`
        yield at(crd, way, {
          message,
          want: 'schema.openAPIV3Schema with type: object',
          got: shown(record(schema)['type']),
        })
      }
    }),
  },
]
