import { createHash } from 'node:crypto'
import type { KubeObject } from '../../../model/kubernetes.js'
import type { Store, StoreEvent } from '../store/types.js'
import type { Controller, ReconcileTools } from './controller.js'
import { keyOf } from './controller.js'
import { controllerReference, ownedBy } from './owners.js'
import { isActive, readySince } from './pods.js'

interface ServicePort {
  name?: string
  port: number
  protocol?: string
  targetPort?: number | string
}

interface ServiceSpec {
  type?: string
  selector?: Record<string, string>
  ports?: ServicePort[]
}

interface PodShape {
  spec: { nodeName?: string; containers: { ports?: { name?: string; containerPort: number }[] }[] }
  status?: { podIP?: string }
}

/** Services: which pods they lead to, as Endpoints and as an EndpointSlice. */
export const endpoints: Controller = {
  name: 'endpoint-controller',
  type: 'services',
  watches: { pods: servicesOfNamespace },
  reconcile(service, tools) {
    const spec = service.spec as ServiceSpec
    if (!spec.selector || spec.type === 'ExternalName' || service.metadata.deletionTimestamp !== undefined)
      return undefined
    const pods = selectedPods(service, tools)
    writeEndpoints(service, pods, tools)
    writeSlice(service, pods, tools)
    return undefined
  },
}

function servicesOfNamespace({ object }: StoreEvent, store: Store): string[] {
  return store.list('services', { namespace: object.metadata.namespace }).items.map(keyOf)
}

function selectedPods(service: KubeObject, tools: ReconcileTools): KubeObject[] {
  const wanted = Object.entries((service.spec as ServiceSpec).selector ?? {})
  return tools.store
    .list('pods', { namespace: service.metadata.namespace })
    .items.filter((pod) => wanted.every(([key, value]) => pod.metadata.labels?.[key] === value))
    .filter((pod) => isActive(pod) && (pod as unknown as PodShape).status?.podIP !== undefined)
}

function portsFor(service: KubeObject, pod: KubeObject | undefined) {
  return ((service.spec as ServiceSpec).ports ?? []).flatMap(
    ({ name, port, protocol = 'TCP', targetPort = port }) => {
      const number = typeof targetPort === 'number' ? targetPort : namedPort(pod, targetPort)
      return number === undefined ? [] : [{ ...(name === undefined ? {} : { name }), port: number, protocol }]
    },
  )
}

function namedPort(pod: KubeObject | undefined, name: string): number | undefined {
  const containers = (pod as unknown as PodShape | undefined)?.spec.containers ?? []
  return containers.flatMap(({ ports = [] }) => ports).find((port) => port.name === name)?.containerPort
}

function targetRef({ metadata }: KubeObject) {
  return { kind: 'Pod', namespace: metadata.namespace, name: metadata.name, uid: metadata.uid }
}

function writeEndpoints(service: KubeObject, pods: KubeObject[], tools: ReconcileTools): void {
  const address = (pod: KubeObject) => {
    const { spec, status } = pod as unknown as PodShape
    return { ip: status?.podIP, nodeName: spec.nodeName, targetRef: targetRef(pod) }
  }
  const ready = pods.filter((pod) => readySince(pod) !== undefined).map(address)
  const notReady = pods.filter((pod) => readySince(pod) === undefined).map(address)
  const subset = {
    ...(ready.length > 0 ? { addresses: ready } : {}),
    ...(notReady.length > 0 ? { notReadyAddresses: notReady } : {}),
    ports: portsFor(service, pods[0]),
  }
  put(tools, 'endpoints', service.metadata.name, service, {
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: {
      name: service.metadata.name,
      labels: { ...service.metadata.labels, 'endpoints.kubernetes.io/managed-by': 'endpoint-controller' },
    },
    ...(pods.length > 0 ? { subsets: [subset] } : {}),
  })
}

function writeSlice(service: KubeObject, pods: KubeObject[], tools: ReconcileTools): void {
  const suffix = createHash('sha256')
    .update(service.metadata.uid ?? '')
    .digest('hex')
    .slice(0, 5)
  const name =
    ownedBy(tools.store, 'endpointslices.discovery.k8s.io', service)[0]?.metadata.name ??
    `${service.metadata.name}-${suffix}`
  put(tools, 'endpointslices.discovery.k8s.io', name, service, {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      name,
      labels: {
        ...service.metadata.labels,
        'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
        'kubernetes.io/service-name': service.metadata.name,
      },
      ownerReferences: [controllerReference(service)],
    },
    addressType: 'IPv4',
    endpoints: pods.map((pod) => {
      const { spec, status } = pod as unknown as PodShape
      const ready = readySince(pod) !== undefined
      return {
        addresses: [status?.podIP],
        conditions: { ready, serving: ready, terminating: false },
        nodeName: spec.nodeName,
        targetRef: targetRef(pod),
      }
    }),
    ports: portsFor(service, pods[0]).map((port) => ({ name: '', ...port })),
  })
}

/** Creates the object, or brings the one that is there to the same content. */
function put(
  tools: ReconcileTools,
  type: string,
  name: string,
  service: KubeObject,
  wanted: KubeObject,
): void {
  const { namespace = 'default' } = service.metadata
  const known = tools.store.modify(type, namespace, name, (draft) => {
    const { metadata, ...content } = wanted
    delete draft['subsets']
    Object.assign(draft, content)
    draft.metadata.labels = metadata.labels ?? {}
  })
  if (!known) tools.store.create(type, { ...wanted, metadata: { ...wanted.metadata, namespace } })
}
