import { stringify } from 'yaml'
import type { Bundle } from '../../../src/bundle/index.js'

type Json = Record<string, any>

/** The files of a bundle before they are written, so that a test changes one thing. */
export interface BundleParts {
  csv: Json
  crd: Json
  annotations: Json
  labels: Record<string, string>
  dockerfile: { path: string; text: string } | undefined
  /** Further files by path; `undefined` takes one away. */
  files: Record<string, string | Json | undefined>
}

const digest = (letter: string) => `sha256:${letter.repeat(64)}`
export const operatorImage = `quay.io/acme/operator@${digest('a')}`
export const mustGatherImage = `quay.io/acme/must-gather@${digest('b')}`
export const operandImage = `quay.io/acme/operand@${digest('c')}`

const prefix = 'operators.operatorframework.io.bundle'
export const annotations = (): Record<string, string> => ({
  [`${prefix}.mediatype.v1`]: 'registry+v1',
  [`${prefix}.manifests.v1`]: 'manifests/',
  [`${prefix}.metadata.v1`]: 'metadata/',
  [`${prefix}.package.v1`]: 'acme-operator',
  [`${prefix}.channels.v1`]: 'alpha,stable',
  [`${prefix}.channel.default.v1`]: 'stable',
})

export const example = (): Json => ({
  apiVersion: 'acme.example.com/v1',
  kind: 'Widget',
  metadata: { name: 'widget-sample' },
  spec: { size: 3, port: 'http' },
})

export const deployment = (name = 'acme-controller-manager'): Json => ({
  name,
  spec: {
    replicas: 1,
    selector: { matchLabels: { 'control-plane': name } },
    template: {
      metadata: { labels: { 'control-plane': name } },
      spec: {
        serviceAccountName: 'acme-controller-manager',
        containers: [
          {
            name: 'manager',
            image: operatorImage,
            env: [{ name: 'RELATED_IMAGE_OPERAND', value: operandImage }],
          },
        ],
      },
    },
  },
})

const rule = () => ({
  apiGroups: ['acme.example.com'],
  resources: ['widgets'],
  verbs: ['get', 'list', 'watch'],
})

/** Parts of a small bundle that nothing is wrong with. */
export function goodParts(): BundleParts {
  return {
    csv: {
      apiVersion: 'operators.coreos.com/v1alpha1',
      kind: 'ClusterServiceVersion',
      metadata: {
        name: 'acme-operator.v1.2.3',
        namespace: 'placeholder',
        annotations: {
          'alm-examples': JSON.stringify([example()], null, 2),
          'olm.skipRange': '>=1.0.0 <1.2.3',
          'operators.openshift.io/must-gather-image': mustGatherImage,
          containerImage: operatorImage,
        },
      },
      spec: {
        displayName: 'Acme',
        description: 'Makes widgets.',
        version: '1.2.3',
        minKubeVersion: '1.25.0',
        replaces: 'acme-operator.v1.2.2',
        skips: ['acme-operator.v1.2.1'],
        provider: { name: 'Acme Inc.' },
        installModes: ['OwnNamespace', 'SingleNamespace', 'MultiNamespace', 'AllNamespaces'].map((type) => ({
          type,
          supported: type !== 'MultiNamespace',
        })),
        install: {
          strategy: 'deployment',
          spec: {
            permissions: [{ serviceAccountName: 'acme-controller-manager', rules: [rule()] }],
            clusterPermissions: [
              {
                serviceAccountName: 'acme-controller-manager',
                rules: [rule(), { nonResourceURLs: ['/metrics'], verbs: ['get'] }],
              },
            ],
            deployments: [deployment()],
          },
        },
        customresourcedefinitions: {
          owned: [{ name: 'widgets.acme.example.com', kind: 'Widget', version: 'v1', displayName: 'Widget' }],
        },
        relatedImages: [
          { name: 'operator', image: operatorImage },
          { name: 'must-gather', image: mustGatherImage },
          { name: 'operand', image: operandImage },
        ],
      },
    },
    crd: {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'widgets.acme.example.com' },
      spec: {
        group: 'acme.example.com',
        names: { kind: 'Widget', listKind: 'WidgetList', plural: 'widgets', singular: 'widget' },
        scope: 'Namespaced',
        versions: [
          {
            name: 'v1',
            served: true,
            storage: true,
            schema: {
              openAPIV3Schema: {
                type: 'object',
                required: ['spec'],
                properties: {
                  apiVersion: { type: 'string' },
                  kind: { type: 'string' },
                  metadata: { type: 'object' },
                  spec: {
                    type: 'object',
                    properties: {
                      size: { type: 'integer', format: 'int32', minimum: 1 },
                      port: { 'x-kubernetes-int-or-string': true },
                      extra: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
                    },
                  },
                  status: { type: 'object', nullable: true },
                },
              },
            },
          },
        ],
      },
    },
    annotations: annotations(),
    labels: annotations(),
    dockerfile: undefined,
    files: {},
  }
}

/** The bundle that the parts come to. */
export function bundleOf({ csv, crd, annotations: values, labels, dockerfile, files }: BundleParts): Bundle {
  const all: BundleParts['files'] = {
    'manifests/acme.clusterserviceversion.yaml': csv,
    'manifests/widgets.crd.yaml': crd,
    'metadata/annotations.yaml': { annotations: values },
    ...files,
  }
  return {
    ...{ origin: 'test', labels, labelsFrom: 'image' },
    ...(dockerfile ? { dockerfile, labelsFrom: 'dockerfile' as const } : {}),
    files: Object.entries(all)
      .flatMap(([path, content]) =>
        content === undefined
          ? []
          : [{ path, text: typeof content === 'string' ? content : stringify(content) }],
      )
      .sort((a, b) => (a.path < b.path ? -1 : 1)),
  }
}
