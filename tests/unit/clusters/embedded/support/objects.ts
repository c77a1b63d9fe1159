import type { KubeObject, ObjectMeta } from '../../../../../src/model/kubernetes.js'
import { createStore, type StoreOptions } from '../../../../../src/clusters/embedded/store/memory-store.js'
import type { Store } from '../../../../../src/clusters/embedded/store/types.js'

export function namespace(name: string): KubeObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name } }
}

export function configMap(
  name: string,
  data: Record<string, string> = {},
  metadata: Partial<ObjectMeta> = {},
): KubeObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'wire', ...metadata }, data }
}

export function pod(name: string, spec: Record<string, unknown> = {}): KubeObject {
  const containers = [{ name: 'main', image: 'registry.example/app:1' }]
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'wire' },
    spec: { containers, ...spec },
  }
}

export function deployment(name: string, replicas = 1): KubeObject {
  const labels = { app: name }
  const template = {
    metadata: { labels },
    spec: { containers: [{ name: 'main', image: 'registry.example/app:1' }] },
  }
  const spec = { replicas, selector: { matchLabels: labels }, template }
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, namespace: 'wire' }, spec }
}

export function widgetDefinition(): KubeObject {
  const spec = {
    type: 'object',
    required: ['size'],
    properties: {
      size: { type: 'integer', minimum: 1, maximum: 100, description: 'how big' },
      colour: { type: 'string', enum: ['red', 'green', 'blue'], default: 'blue' },
      ports: {
        type: 'array',
        'x-kubernetes-list-type': 'map',
        'x-kubernetes-list-map-keys': ['name'],
        items: { type: 'object', properties: { name: { type: 'string' }, port: { type: 'integer' } } },
      },
      free: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
      limit: { 'x-kubernetes-int-or-string': true },
    },
  }
  const status = { type: 'object', properties: { phase: { type: 'string' }, size: { type: 'integer' } } }
  const version = {
    name: 'v1',
    served: true,
    storage: true,
    schema: { openAPIV3Schema: { type: 'object', required: ['spec'], properties: { spec, status } } },
    subresources: {
      status: {},
      scale: { specReplicasPath: '.spec.size', statusReplicasPath: '.status.size' },
    },
    additionalPrinterColumns: [
      { name: 'Size', type: 'integer', jsonPath: '.spec.size', description: 'how big' },
      { name: 'Phase', type: 'string', jsonPath: '.status.phase' },
      { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' },
    ],
  }
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'widgets.wire.example' },
    spec: {
      group: 'wire.example',
      scope: 'Namespaced',
      names: { kind: 'Widget', plural: 'widgets', shortNames: ['wg'], categories: ['all'] },
      versions: [version],
    },
  }
}

export function widget(name: string, spec: Record<string, unknown> = { size: 3 }): KubeObject {
  return { apiVersion: 'wire.example/v1', kind: 'Widget', metadata: { name, namespace: 'wire' }, spec }
}

export const definitions = 'customresourcedefinitions.apiextensions.k8s.io'

/** A store with the namespace `wire`, its default service account and a custom resource type. */
export function wireStore(options: StoreOptions = {}): Store {
  const store = createStore(options)
  store.create('namespaces', namespace('wire'))
  store.create('serviceaccounts', {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'default', namespace: 'wire' },
  })
  store.create(definitions, widgetDefinition())
  return store
}

/** Lets the store tell what has changed, and whoever listens react, until nothing follows any more. */
export async function settled(): Promise<void> {
  for (let i = 0; i < 20; i++) await Promise.resolve()
}
