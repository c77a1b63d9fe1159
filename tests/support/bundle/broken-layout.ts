/* eslint-disable @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-return --
   A test changes one thing somewhere in a manifest; spelling out the types of all of it would hide what it changes. */
import { stringify } from 'yaml'
import type { BrokenBundle } from './broken-bundle.js'
import { prefix, csvFile, crdFile, spec, installSpec, notes, object, setBoth } from './broken-bundle.js'
import { deployment } from './good-bundle.js'

/** Layout, annotations and the fields of the ClusterServiceVersion. */
export const brokenLayouts: BrokenBundle[] = [
  // layout
  {
    rule: 'manifests-missing',
    what: 'no manifests',
    change: (parts) => (parts.files = { [csvFile]: undefined, [crdFile]: undefined }),
  },
  {
    rule: 'annotations-missing',
    what: 'no annotations.yaml',
    change: (parts) => (parts.files = { 'metadata/annotations.yaml': undefined }),
  },
  {
    rule: 'annotations-missing',
    what: 'annotations.yaml without the mapping',
    change: (parts) => (parts.files['metadata/annotations.yaml'] = { labels: parts.annotations }),
  },
  {
    rule: 'file-unparsable',
    what: 'a definition that is no YAML',
    change: (parts) => (parts.files[crdFile] = 'apiVersion: v1\nkind: X\nspec: [1, 2\n'),
    at: { path: crdFile },
  },
  {
    rule: 'file-unparsable',
    what: 'aliases that multiply',
    change: (parts) => {
      const bomb = 'abcdefgh'.split('').map(
        (name, i, all) =>
          `${name}: &${name} [${Array(9)
            .fill(i === 0 ? 'x' : `*${all[i - 1]}`)
            .join(', ')}]`,
      )
      parts.files['manifests/bomb.yaml'] = `apiVersion: v1\nkind: ConfigMap\n${bomb.join('\n')}\n`
    },
    at: { path: 'manifests/bomb.yaml' },
  },
  {
    rule: 'file-unparsable',
    what: 'nesting without an end',
    change: (parts) => (parts.files['manifests/deep.yaml'] = `a: ${'['.repeat(20_000)}`),
    at: { path: 'manifests/deep.yaml' },
  },
  {
    rule: 'folder-inside',
    what: 'a folder in manifests',
    change: (parts) => (parts.files['manifests/more/role.yaml'] = object('v1', 'ConfigMap', 'x')),
    at: { path: 'manifests/more' },
  },
  {
    rule: 'hidden-file',
    what: 'a hidden file',
    change: (parts) => (parts.files['manifests/.gitkeep'] = ''),
  },
  {
    rule: 'no-object',
    what: 'values of a chart in manifests',
    change: (parts) => (parts.files['manifests/values.yaml'] = { replicas: 1 }),
  },
  {
    rule: 'several-documents',
    what: 'two objects in one file',
    change: (parts) =>
      (parts.files[crdFile] = `${stringify(parts.crd)}---\n${stringify(object('v1', 'ConfigMap', 'acme'))}`),
    at: { path: crdFile, text: 'apiVersion: v1' },
  },
  {
    rule: 'file-name-twice',
    what: 'one name in both folders',
    change: (parts) => (parts.files['metadata/widgets.crd.yaml'] = { properties: [] }),
  },
  {
    rule: 'too-large',
    what: 'more than a ConfigMap takes',
    change: (parts) => {
      let text = ''
      for (let i = 0; text.length < 1_400_000; i++) text += Math.imul(i + 1, 2654435761).toString(36)
      parts.files['manifests/data.yaml'] = object('v1', 'ConfigMap', 'acme', { data: { text } })
    },
    at: { path: 'manifests/data.yaml' },
  },
  // annotations
  {
    rule: 'annotation-missing',
    what: 'no package',
    change: (parts) => delete parts.annotations[`${prefix}.package.v1`],
  },
  {
    rule: 'media-type',
    what: 'plain manifests',
    change: (parts) => setBoth(parts, `${prefix}.mediatype.v1`, 'plain+v0'),
    at: { path: 'metadata/annotations.yaml', text: 'mediatype' },
  },
  {
    rule: 'folder-annotation',
    what: 'another folder',
    change: (parts) => setBoth(parts, `${prefix}.manifests.v1`, 'deploy/'),
  },
  {
    rule: 'channel-empty',
    what: 'a comma too many',
    change: (parts) => setBoth(parts, `${prefix}.channels.v1`, 'alpha,'),
  },
  {
    rule: 'channel-empty',
    what: 'a default channel without a name',
    change: (parts) => setBoth(parts, `${prefix}.channel.default.v1`, ''),
  },
  {
    rule: 'label-differs',
    what: 'another channel in the label',
    change: (parts) => (parts.labels[`${prefix}.channels.v1`] = 'beta'),
  },
  {
    rule: 'label-differs',
    what: 'a Dockerfile without a label',
    change: (parts) => {
      delete parts.labels[`${prefix}.package.v1`]
      parts.dockerfile = { path: 'bundle.Dockerfile', text: 'FROM scratch\nLABEL a=b\n' }
    },
    at: { path: 'bundle.Dockerfile' },
  },
  {
    rule: 'dependency-invalid',
    what: 'a range of npm in a dependency',
    change: (parts) =>
      (parts.files['metadata/dependencies.yaml'] = {
        dependencies: [{ type: 'olm.package', value: { packageName: 'x', version: '^1.0.0' } }],
      }),
    at: { path: 'metadata/dependencies.yaml' },
  },
  {
    rule: 'dependency-invalid',
    what: 'a dependency of no type',
    change: (parts) =>
      (parts.files['metadata/dependencies.yaml'] = { dependencies: [{ type: 'olm.chart', value: {} }] }),
  },
  // the ClusterServiceVersion
  { rule: 'csv-missing', what: 'no CSV', change: (parts) => (parts.files[csvFile] = undefined) },
  {
    rule: 'csv-several',
    what: 'two CSVs',
    change: (parts) =>
      (parts.files['manifests/old.yaml'] = { ...parts.csv, metadata: { name: 'acme-operator.v1.2.2' } }),
    at: { path: 'manifests/old.yaml' },
  },
  {
    rule: 'csv-api-version',
    what: 'another version of the API',
    change: (parts) => (parts.csv['apiVersion'] = 'operators.coreos.com/v1'),
    at: { path: csvFile, text: 'apiVersion' },
  },
  {
    rule: 'csv-name',
    what: 'upper case in the name',
    change: (parts) => (parts.csv['metadata'].name = 'Acme-Operator.v1.2.3'),
    at: { path: csvFile, text: 'name: Acme' },
  },
  {
    rule: 'csv-version',
    what: 'a version with a v',
    change: (parts) => (spec(parts).version = 'v1.2.3'),
    at: { path: csvFile, text: 'version: v1.2.3' },
  },
  { rule: 'csv-version', what: 'no version', change: (parts) => delete spec(parts).version },
  {
    rule: 'csv-name-version',
    what: 'another version in the name',
    change: (parts) => (parts.csv['metadata'].name = 'acme-operator.v1.2.4'),
  },
  { rule: 'csv-field-missing', what: 'no display name', change: (parts) => delete spec(parts).displayName },
  {
    rule: 'min-kube-version',
    what: 'two numbers alone',
    change: (parts) => (spec(parts).minKubeVersion = '1.25'),
    at: { path: csvFile, text: 'minKubeVersion' },
  },
  { rule: 'replaces-name', what: 'a list of names', change: (parts) => (spec(parts).replaces = 'a, b') },
  {
    rule: 'replaces-itself',
    what: 'replaces itself',
    change: (parts) => (spec(parts).replaces = 'acme-operator.v1.2.3'),
    at: { path: csvFile, text: 'replaces' },
  },
  {
    rule: 'replaces-itself',
    what: 'skips itself',
    change: (parts) => spec(parts).skips.push('acme-operator.v1.2.3'),
  },
  {
    rule: 'skip-range',
    what: 'a range of npm',
    change: (parts) => (notes(parts)['olm.skipRange'] = '~1.2'),
    at: { path: csvFile, text: 'olm.skipRange' },
  },
  {
    rule: 'annotation-spelling',
    what: 'skipRange in lower case',
    change: (parts) => (notes(parts)['olm.skiprange'] = '<1.2.3'),
    at: { path: csvFile, text: 'olm.skiprange' },
  },
  {
    rule: 'install-strategy',
    what: 'another strategy',
    change: (parts) => (spec(parts).install.strategy = 'helm'),
  },
  {
    rule: 'install-strategy',
    what: 'two Deployments of one name',
    change: (parts) => installSpec(parts).deployments.push(deployment()),
  },
]
