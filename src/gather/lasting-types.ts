import { qualifiedName, type ApiResource, type Connection } from '../kube/index.js'

/** What clusters make and take away by themselves all the time, or what only shows other objects. */
const passing = new Set([
  'events',
  'events.events.k8s.io',
  'leases.coordination.k8s.io',
  'endpoints',
  'endpointslices.discovery.k8s.io',
  'nodes',
  'componentstatuses',
  'csinodes.storage.k8s.io',
  'csistoragecapacities.storage.k8s.io',
  'volumeattachments.storage.k8s.io',
  'certificatesigningrequests.certificates.k8s.io',
  'controllerrevisions.apps',
  'ipaddresses.networking.k8s.io',
])

/** Groups of aggregated APIs that hold no objects of their own. */
const virtualGroups = new Set([
  'metrics.k8s.io',
  'custom.metrics.k8s.io',
  'external.metrics.k8s.io',
  'packages.operators.coreos.com',
])

/** The types whose objects somebody has to make and to delete. */
export async function lastingTypes(connection: Connection, signal: AbortSignal): Promise<ApiResource[]> {
  // A gather may have brought a CRD.
  connection.forgetDiscovery()
  const { resources } = await connection.discovery(signal)
  return resources.preferred.filter(
    (resource) =>
      !passing.has(qualifiedName(resource)) &&
      !virtualGroups.has(resource.group) &&
      resource.verbs.includes('list') &&
      resource.verbs.includes('delete'),
  )
}
