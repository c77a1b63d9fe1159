/* eslint-disable @typescript-eslint/no-explicit-any, @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-return --
   A test changes one thing somewhere in a manifest; spelling out the types of all of it would hide what it changes. */
import type { BundleParts } from './good-bundle.js'
import { example } from './good-bundle.js'

export interface BrokenBundle {
  /** The rule that must say it, and no other. */
  rule: string
  what: string
  change: (parts: BundleParts) => void
  /** Part of the path and the text at the line that the finding must point at, where there is one. */
  at?: { path: string; text?: string }
}

export const prefix = 'operators.operatorframework.io.bundle'
export const csvFile = 'manifests/acme.clusterserviceversion.yaml'
export const crdFile = 'manifests/widgets.crd.yaml'

export const spec = (parts: BundleParts) => parts.csv['spec']
export const installSpec = (parts: BundleParts) => spec(parts).install.spec
export const podSpec = (parts: BundleParts) => installSpec(parts).deployments[0].spec.template.spec
export const notes = (parts: BundleParts) => parts.csv['metadata'].annotations
export const withExample = (parts: BundleParts, change: (one: any) => void) => {
  const one = example()
  change(one)
  notes(parts)['alm-examples'] = JSON.stringify([one])
}
export const onlyAllNamespaces = (parts: BundleParts) => {
  for (const mode of spec(parts).installModes) mode.supported = mode.type === 'AllNamespaces'
}
export const webhook = (change: object = {}) => ({
  ...{
    type: 'ValidatingAdmissionWebhook',
    generateName: 'vwidget.kb.io',
    deploymentName: 'acme-controller-manager',
  },
  ...{ admissionReviewVersions: ['v1'], sideEffects: 'None', ...change },
})
export const object = (apiVersion: string, kind: string, name: string, rest: object = {}) => ({
  ...{ apiVersion, kind, metadata: { name } },
  ...rest,
})
export const setBoth = (parts: BundleParts, name: string, value: string) => {
  parts.annotations[name] = value
  parts.labels[name] = value
}
