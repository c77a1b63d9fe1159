import type { BundleRule } from '../rule.js'
import { at } from '../rule.js'
import { schemaProblems } from '../schema.js'
import type { BundleView, Manifest } from '../view.js'
import { annotationOf, ownedApiServices, ownedCrds } from '../view.js'
import type { Json } from '../values.js'
import { isRecord, list, shown, text, valueAt } from '../values.js'
import { ofCsv } from './csv.js'
import { ownedWithCrds } from './crds.js'

const check = 'MG-OLM-001'
const level = 'required'

const annotation = 'alm-examples'
const way = ['metadata', 'annotations', annotation]
/** Kinds that the operator makes itself and nobody should be shown an example of. */
const internal = 'operators.operatorframework.io/internal-objects'

/** What the annotation holds; `undefined` where it is not there, or is no JSON list of records. */
function examplesOf(csv: Manifest): Json[] | undefined {
  const value = annotationOf(csv, annotation)
  if (typeof value !== 'string' || value.trim() === '') return undefined
  try {
    const parsed: unknown = JSON.parse(value)
    return Array.isArray(parsed) && parsed.every(isRecord) ? parsed : undefined
  } catch {
    return undefined
  }
}

const keyOf = (group: string, version: unknown, kind: unknown): string =>
  `${group}/${shown(version)} ${shown(kind)}`
const groupOf = (crd: unknown): string => shown(crd).split('.').slice(1).join('.')

function provided(csv: Manifest): string[] {
  return [
    ...ownedCrds(csv).map(({ value }) => keyOf(groupOf(value['name']), value['version'], value['kind'])),
    ...ownedApiServices(csv).map(({ value }) =>
      keyOf(shown(value['group']), value['version'], value['kind']),
    ),
  ]
}

const keyOfExample = (example: Json): string => `${shown(example['apiVersion'])} ${shown(example['kind'])}`
const nameOf = (example: Json): string => shown(valueAt(example, ['metadata', 'name']))

export const exampleRules: BundleRule[] = [
  {
    ...{ id: 'examples-json', check, level },
    must: 'The annotation alm-examples is a JSON list of objects.',
    fix: 'Write alm-examples as JSON: a list of objects, also where there is one.',
    find: ofCsv(function* (csv) {
      const value = annotationOf(csv, annotation)
      if (value === undefined || value === '' || examplesOf(csv)) return
      const message = 'alm-examples is no JSON list of objects'
      yield at(csv, way, { message, want: 'a JSON list of objects', got: problemOf(value) })
    }),
  },
  {
    ...{ id: 'example-foreign', check, level },
    must: 'Every example is of a kind that the ClusterServiceVersion owns.',
    fix: 'Correct apiVersion and kind of the example, or take it away.',
    find: ofCsv(function* (csv) {
      const known = provided(csv)
      for (const example of examplesOf(csv) ?? []) {
        const got = keyOfExample(example)
        if (known.includes(got)) continue
        const message = `the example ${nameOf(example)} is of ${got}, which the operator does not own`
        yield at(csv, way, { message, want: known.join(', ') || 'an owned kind', got })
      }
    }),
  },
  {
    ...{ id: 'example-missing', check, level: 'recommended' },
    must: 'There is an example of every owned kind that is not internal.',
    fix: 'Add an example to alm-examples, or name the kind in operators.operatorframework.io/internal-objects.',
    find: ofCsv(function* (csv) {
      const examples = annotationOf(csv, annotation) === undefined ? [] : examplesOf(csv)
      if (!examples) return
      const shownKinds = new Set(examples.map(keyOfExample))
      const hidden = internalNames(csv)
      for (const { value, way: where } of ownedCrds(csv)) {
        const key = keyOf(groupOf(value['name']), value['version'], value['kind'])
        if (shownKinds.has(key) || hidden.has(shown(value['name']))) continue
        // Another version of the same kind shows as well how it is used.
        if (examples.some((example) => isOfKind(example, groupOf(value['name']), value['kind']))) continue
        const message = `alm-examples has no ${shown(value['kind'])}`
        yield at(csv, where, { message, want: key, got: [...shownKinds].join(', ') || 'none' })
      }
    }),
  },
  {
    ...{ id: 'example-schema', check, level: 'recommended' },
    must: 'Every example is accepted by the schema of its CustomResourceDefinition.',
    fix: 'Correct the example; it is what people start from.',
    find: ofCsv(function* (csv, view) {
      for (const example of examplesOf(csv) ?? []) {
        const schema = schemaFor(example, csv, view)
        if (!schema) continue
        for (const { field, problem } of schemaProblems(schema, example)) {
          const message = `the example ${nameOf(example)} is not accepted: ${field} ${problem}`
          yield at(csv, way, {
            message,
            want: `a ${shown(example['kind'])} by its schema`,
            got: `${field} ${problem}`,
          })
        }
      }
    }),
  },
]

function problemOf(value: unknown): string {
  if (typeof value !== 'string') return 'no text'
  try {
    JSON.parse(value)
    return 'JSON, but no list of objects'
  } catch (error) {
    // The parser's own words quote the text.
    const [, position] = /position (\d+)/.exec((error as Error).message) ?? []
    return position === undefined ? 'no JSON' : `no JSON from character ${position} on`
  }
}

function internalNames(csv: Manifest): Set<string> {
  const value = annotationOf(csv, internal)
  try {
    return new Set(list(JSON.parse(text(value) ?? '[]')).map(shown))
  } catch {
    return new Set()
  }
}

const isOfKind = (example: Json, group: string, kind: unknown): boolean =>
  example['kind'] === kind && shown(example['apiVersion']).startsWith(`${group}/`)

function schemaFor(example: Json, csv: Manifest, view: BundleView): Json | undefined {
  const [group = '', version = ''] = shown(example['apiVersion']).split('/')
  for (const { crd } of ownedWithCrds(csv, view)) {
    if (!crd || valueAt(crd.value, ['spec', 'group']) !== group) continue
    if (valueAt(crd.value, ['spec', 'names', 'kind']) !== example['kind']) continue
    const versions = list(valueAt(crd.value, ['spec', 'versions']))
    const found = versions.find((one) => valueAt(one, ['name']) === version)
    const schema = valueAt(found, ['schema', 'openAPIV3Schema'])
    if (isRecord(schema)) return schema
  }
  return undefined
}
