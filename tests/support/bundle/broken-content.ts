/* eslint-disable @typescript-eslint/no-explicit-any, @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-return --
   A test changes one thing somewhere in a manifest; spelling out the types of all of it would hide what it changes. */
import { stringify } from 'yaml'
import type { BrokenBundle } from './broken-bundle.js'
import { csvFile, spec, podSpec, notes, withExample, object } from './broken-bundle.js'
import { example } from './good-bundle.js'

/** Examples, objects and images. */
export const brokenContents: BrokenBundle[] = [
  // examples
  {
    rule: 'examples-json',
    what: 'a comma too many in alm-examples',
    change: (parts) => (notes(parts)['alm-examples'] = `[${JSON.stringify(example())},]`),
    at: { path: csvFile, text: 'alm-examples' },
  },
  {
    rule: 'example-foreign',
    what: 'an example of another kind',
    change: (parts) => {
      notes(parts)['alm-examples'] = JSON.stringify([example(), { ...example(), kind: 'Gadget' }])
    },
  },
  { rule: 'example-missing', what: 'no example', change: (parts) => delete notes(parts)['alm-examples'] },
  {
    rule: 'example-schema',
    what: 'a text where a number should be',
    change: (parts) => withExample(parts, (one) => (one.spec.size = '3')),
  },
  {
    rule: 'example-schema',
    what: 'a field that the schema does not have',
    change: (parts) => withExample(parts, (one) => (one.spec.colour = 'red')),
  },
  // objects
  {
    rule: 'object-kind',
    what: 'a Deployment as an object',
    change: (parts) => (parts.files['manifests/d.yaml'] = object('apps/v1', 'Deployment', 'acme')),
    at: { path: 'manifests/d.yaml', text: 'kind: Deployment' },
  },
  {
    rule: 'object-name',
    what: 'a ConfigMap with a bad name',
    change: (parts) => (parts.files['manifests/c.yaml'] = object('v1', 'ConfigMap', 'Acme_Config')),
  },
  {
    rule: 'object-twice',
    what: 'one ConfigMap in two files',
    change: (parts) => {
      parts.files['manifests/c.yaml'] = object('v1', 'ConfigMap', 'acme')
      parts.files['manifests/d.yaml'] = object('v1', 'ConfigMap', 'acme')
    },
    at: { path: 'manifests/d.yaml' },
  },
  {
    rule: 'object-namespace',
    what: 'a Service of one namespace',
    change: (parts) =>
      (parts.files['manifests/s.yaml'] = {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'acme', namespace: 'acme' },
      }),
    at: { path: 'manifests/s.yaml', text: 'namespace: acme' },
  },
  {
    rule: 'secret-data',
    what: 'a Secret with a value',
    change: (parts) =>
      (parts.files['manifests/s.yaml'] = object('v1', 'Secret', 'acme', {
        stringData: { key: ['hunt', 'er2'].join('') },
      })),
    at: { path: 'manifests/s.yaml' },
  },
  {
    rule: 'secret-data',
    what: 'a Secret inside a ConfigMap',
    change: (parts) =>
      (parts.files['manifests/c.yaml'] = object('v1', 'ConfigMap', 'acme', {
        data: {
          'secret.yaml': stringify(
            object('v1', 'Secret', 'acme', { stringData: { key: ['hunt', 'er2'].join('') } }),
          ),
        },
      })),
    at: { path: 'manifests/c.yaml' },
  },
  {
    rule: 'disruption-budget',
    what: 'a budget that lets nothing go',
    change: (parts) =>
      (parts.files['manifests/p.yaml'] = object('policy/v1', 'PodDisruptionBudget', 'acme', {
        spec: { maxUnavailable: 0 },
      })),
  },
  {
    rule: 'priority-class',
    what: 'the priority of the whole cluster',
    change: (parts) =>
      (parts.files['manifests/p.yaml'] = object('scheduling.k8s.io/v1', 'PriorityClass', 'acme', {
        globalDefault: true,
        value: 1,
      })),
  },
  // images
  {
    rule: 'must-gather-unnamed',
    what: 'no must-gather image',
    change: (parts) => {
      delete notes(parts)['operators.openshift.io/must-gather-image']
      spec(parts).relatedImages = spec(parts).relatedImages.filter(({ name }: any) => name !== 'must-gather')
    },
    at: { path: csvFile, text: 'annotations' },
  },
  {
    rule: 'must-gather-other',
    what: 'another must-gather image',
    change: (parts) => {
      const other = `quay.io/acme/must-gather@sha256:${'d'.repeat(64)}`
      notes(parts)['operators.openshift.io/must-gather-image'] = other
      spec(parts).relatedImages[1].image = other
    },
    at: { path: csvFile, text: 'operators.openshift.io/must-gather-image' },
  },
  {
    rule: 'related-image-invalid',
    what: 'a related image that is no reference',
    change: (parts) => spec(parts).relatedImages.push({ name: 'db', image: 'quay.io/acme/DB image' }),
  },
  {
    rule: 'must-gather-unrelated',
    what: 'the must-gather image in the annotation alone',
    change: (parts) => spec(parts).relatedImages.splice(1, 1),
    at: { path: csvFile, text: 'relatedImages' },
  },
  {
    rule: 'image-unrelated',
    what: 'an operand that is not listed',
    change: (parts) => spec(parts).relatedImages.splice(2, 1),
  },
  {
    rule: 'image-unpinned',
    what: 'an operand by its tag',
    change: (parts) => {
      podSpec(parts).containers[0].env[0].value = 'quay.io/acme/operand:1'
      spec(parts).relatedImages[2].image = 'quay.io/acme/operand:1'
    },
  },
  {
    rule: 'operator-image',
    what: 'another operator image',
    change: (parts) => {
      const other = `quay.io/acme/other@sha256:${'e'.repeat(64)}`
      podSpec(parts).containers[0].image = other
      notes(parts).containerImage = other
      spec(parts).relatedImages[0].image = other
    },
  },
]
