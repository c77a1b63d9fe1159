import { stringify } from 'yaml'
import type { BundleParts } from './good-bundle.js'
import { deployment, example, goodParts } from './good-bundle.js'

export interface BrokenBundle {
  /** The rule that must say it, and no other. */
  rule: string
  what: string
  change: (parts: BundleParts) => void
  /** Part of the path and the text at the line that the finding must point at, where there is one. */
  at?: { path: string; text?: string }
}

const prefix = 'operators.operatorframework.io.bundle'
const csvFile = 'manifests/acme.clusterserviceversion.yaml'
const crdFile = 'manifests/widgets.crd.yaml'

const spec = (parts: BundleParts) => parts.csv['spec']
const installSpec = (parts: BundleParts) => spec(parts).install.spec
const podSpec = (parts: BundleParts) => installSpec(parts).deployments[0].spec.template.spec
const notes = (parts: BundleParts) => parts.csv['metadata'].annotations
const owned = (parts: BundleParts) => spec(parts).customresourcedefinitions.owned
const withExample = (parts: BundleParts, change: (one: any) => void) => {
  const one = example()
  change(one)
  notes(parts)['alm-examples'] = JSON.stringify([one])
}
const onlyAllNamespaces = (parts: BundleParts) => {
  for (const mode of spec(parts).installModes) mode.supported = mode.type === 'AllNamespaces'
}
const webhook = (change: object = {}) => ({
  ...{
    type: 'ValidatingAdmissionWebhook',
    generateName: 'vwidget.kb.io',
    deploymentName: 'acme-controller-manager',
  },
  ...{ admissionReviewVersions: ['v1'], sideEffects: 'None', ...change },
})
const object = (apiVersion: string, kind: string, name: string, rest: object = {}) => ({
  ...{ apiVersion, kind, metadata: { name } },
  ...rest,
})
const setBoth = (parts: BundleParts, name: string, value: string) => {
  parts.annotations[name] = value
  parts.labels[name] = value
}

/** Bundles with one defect each, made from a good one by one change. */
export const brokenBundles: BrokenBundle[] = [
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
  // install modes
  {
    rule: 'install-mode-unknown',
    what: 'a mode that is none',
    change: (parts) => spec(parts).installModes.push({ type: 'SomeNamespaces', supported: true }),
    at: { path: csvFile, text: 'SomeNamespaces' },
  },
  { rule: 'install-mode-missing', what: 'three modes', change: (parts) => spec(parts).installModes.pop() },
  {
    rule: 'install-mode-none',
    what: 'none is supported',
    change: (parts) => spec(parts).installModes.forEach((mode: any) => (mode.supported = false)),
  },
  {
    rule: 'install-mode-conversion',
    what: 'a conversion webhook and OwnNamespace',
    change: (parts) =>
      (spec(parts).webhookdefinitions = [
        webhook({ type: 'ConversionWebhook', conversionCRDs: ['widgets.acme.example.com'] }),
      ]),
  },
  // definitions
  { rule: 'owned-crd-missing', what: 'no definition', change: (parts) => (parts.files[crdFile] = undefined) },
  {
    rule: 'owned-crd-kind',
    what: 'another kind in the definition',
    change: (parts) => {
      parts.crd['spec'].names.kind = 'Gadget'
    },
  },
  {
    rule: 'owned-crd-version',
    what: 'a version that is not served',
    change: (parts) => {
      const [v1] = parts.crd['spec'].versions
      parts.crd['spec'].versions.push({ ...structuredClone(v1), name: 'v2', storage: false })
      v1.served = false
    },
  },
  {
    rule: 'crd-not-owned',
    what: 'a definition too many',
    change: (parts) => {
      const other = structuredClone(parts.crd)
      other['metadata'].name = 'gears.acme.example.com'
      other['spec'].names = { kind: 'Gear', plural: 'gears' }
      parts.files['manifests/gears.yaml'] = other
    },
    at: { path: 'manifests/gears.yaml', text: 'name: gears' },
  },
  {
    rule: 'crd-api-version',
    what: 'v1beta1',
    change: (parts) => (parts.crd['apiVersion'] = 'apiextensions.k8s.io/v1beta1'),
  },
  {
    rule: 'crd-name',
    what: 'another plural',
    change: (parts) => (parts.crd['spec'].names.plural = 'widgetes'),
  },
  { rule: 'crd-names', what: 'no scope', change: (parts) => delete parts.crd['spec'].scope },
  {
    rule: 'crd-storage',
    what: 'two versions are stored',
    change: (parts) => {
      const [v1] = parts.crd['spec'].versions
      parts.crd['spec'].versions.push({ ...structuredClone(v1), name: 'v2' })
    },
  },
  { rule: 'crd-schema', what: 'no schema', change: (parts) => delete parts.crd['spec'].versions[0].schema },
  // Deployments and rights
  {
    rule: 'deployment-selector',
    what: 'a selector that matches no pod',
    change: (parts) => (installSpec(parts).deployments[0].spec.selector.matchLabels = { app: 'acme' }),
  },
  {
    rule: 'deployment-container',
    what: 'a container without an image',
    change: (parts) => podSpec(parts).containers.push({ name: 'proxy' }),
  },
  {
    rule: 'service-account-missing',
    what: 'an account without rights',
    change: (parts) => (podSpec(parts).serviceAccountName = 'acme'),
    at: { path: csvFile, text: 'serviceAccountName: acme' },
  },
  {
    rule: 'service-account-twice',
    what: "the Deployment's account as an object",
    change: (parts) =>
      (parts.files['manifests/account.yaml'] = object('v1', 'ServiceAccount', 'acme-controller-manager')),
  },
  {
    rule: 'permission-rule',
    what: 'a rule without verbs',
    change: (parts) => installSpec(parts).permissions[0].rules.push({ apiGroups: [''], resources: ['pods'] }),
  },
  {
    rule: 'permission-rule',
    what: 'nonResourceURLs of a namespace',
    change: (parts) =>
      installSpec(parts).permissions[0].rules.push({ nonResourceURLs: ['/metrics'], verbs: ['get'] }),
  },
  {
    rule: 'webhook-deployment',
    what: 'a webhook that nothing serves',
    change: (parts) => (spec(parts).webhookdefinitions = [webhook({ deploymentName: 'acme' })]),
  },
  {
    rule: 'webhook-field',
    what: 'a webhook with side effects',
    change: (parts) => (spec(parts).webhookdefinitions = [webhook({ sideEffects: 'Some' })]),
  },
  {
    rule: 'webhook-conversion',
    what: 'the conversion of a kind that is not owned',
    change: (parts) => {
      onlyAllNamespaces(parts)
      spec(parts).webhookdefinitions = [
        webhook({ type: 'ConversionWebhook', conversionCRDs: ['a.example.com'] }),
      ]
    },
  },
  {
    rule: 'api-service',
    what: 'an APIService without a Deployment',
    change: (parts) =>
      (spec(parts).apiservicedefinitions = {
        owned: [
          { name: 'v1.m.example.com', group: 'm.example.com', version: 'v1', kind: 'M', deploymentName: 'x' },
        ],
      }),
  },
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

export const brokenParts = ({ change }: BrokenBundle): BundleParts => {
  const parts = goodParts()
  change(parts)
  return parts
}
