import type { KubeObject } from '../../../model/kubernetes.js'
import type { Store } from '../store/types.js'

/** The service `kubernetes` in the namespace default, and where it leads to: the API server itself. */
export function createApiService(store: Store, { host, port }: { host: string; port: number }): void {
  const ports = [{ name: 'https', port, protocol: 'TCP' }]
  store.create('services', {
    ...named('v1', 'Service', { component: 'apiserver', provider: 'kubernetes' }),
    spec: { ports: [{ name: 'https', port: 443, protocol: 'TCP', targetPort: port }] },
  })
  store.create('endpoints', {
    ...named('v1', 'Endpoints', { 'endpointslice.kubernetes.io/skip-mirror': 'true' }),
    subsets: [{ addresses: [{ ip: host }], ports }],
  })
  store.create('endpointslices.discovery.k8s.io', {
    ...named('discovery.k8s.io/v1', 'EndpointSlice', { 'kubernetes.io/service-name': 'kubernetes' }),
    addressType: 'IPv4',
    endpoints: [{ addresses: [host], conditions: { ready: true } }],
    ports,
  })
}

const named = (apiVersion: string, kind: string, labels: Record<string, string>): KubeObject => ({
  ...{ apiVersion, kind },
  metadata: { name: 'kubernetes', namespace: 'default', labels },
})
