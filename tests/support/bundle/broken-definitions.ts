/* eslint-disable @typescript-eslint/no-explicit-any, @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-return --
   A test changes one thing somewhere in a manifest; spelling out the types of all of it would hide what it changes. */
import type { BrokenBundle } from './broken-bundle.js'
import {
  csvFile,
  crdFile,
  spec,
  installSpec,
  podSpec,
  onlyAllNamespaces,
  webhook,
  object,
} from './broken-bundle.js'

/** Install modes, definitions, Deployments and rights. */
export const brokenDefinitions: BrokenBundle[] = [
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
]
