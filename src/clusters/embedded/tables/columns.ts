import type { KubeObject } from '../../../model/kubernetes.js'
import type { TypeName } from '../store/types.js'
import * as cell from './cells.js'
import type { Cell } from './cells.js'
import { claim, endpoints, ingressHosts, owner, sliceEndpoints, slicePorts } from './reference-cells.js'
import { podGates, podReady, podRestarts, podStatus } from './pod-cells.js'

export interface Column {
  name: string
  type?: string
  format?: string
  description?: string
  /** 0 is always shown, 1 only by `-o wide`. */
  priority?: number
  cell: Cell
}

const column = (name: string, read: Cell, type = 'string'): Column => ({ name, type, cell: read })
const wide = (name: string, read: Cell, type = 'string'): Column => ({ name, type, priority: 1, cell: read })
const integer = (name: string, read: Cell): Column => column(name, read, 'integer')

const name: Column = {
  name: 'Name',
  type: 'string',
  format: 'name',
  cell: (object: KubeObject) => object.metadata.name,
}
const age = column('Age', cell.age)

const template = 'spec.template.spec.containers'
const workload = [wide('Containers', cell.containers(template)), wide('Images', cell.images(template))]

const events = [
  column('Last Seen', cell.eventSeen('last')),
  column('Type', cell.text('type')),
  column('Reason', cell.text('reason')),
  column('Object', cell.eventObject),
  wide('Subobject', cell.text('involvedObject.fieldPath')),
  wide('Source', cell.eventSource),
  column(
    'Message',
    (object) => cell.text('message')(object, new Date(0)) || cell.text('note')(object, new Date(0)),
  ),
  wide('First Seen', cell.eventSeen('first')),
  wide('Count', cell.eventCount),
  { ...name, priority: 1 },
]

const storageClassName: Column = {
  ...name,
  cell: ({ metadata }) =>
    metadata.annotations?.['storageclass.kubernetes.io/is-default-class'] === 'true'
      ? `${metadata.name} (default)`
      : metadata.name,
}

/** What `kubectl get` shows of each type, as a real API server has it. */
export const builtinColumns: Record<TypeName, readonly Column[]> = {
  configmaps: [name, column('Data', cell.count('data', 'binaryData')), age],
  endpoints: [name, column('Endpoints', endpoints), age],
  events,
  'events.events.k8s.io': events,
  namespaces: [name, column('Status', cell.text('status.phase')), age],
  nodes: [
    name,
    column('Status', cell.nodeStatus),
    column('Roles', cell.nodeRoles),
    age,
    column('Version', cell.text('status.nodeInfo.kubeletVersion')),
    wide('Internal-IP', cell.nodeAddress('InternalIP')),
    wide('External-IP', cell.nodeAddress('ExternalIP')),
    wide('OS-Image', cell.text('status.nodeInfo.osImage', '<unknown>')),
    wide('Kernel-Version', cell.nodeKernel),
    wide('Container-Runtime', cell.text('status.nodeInfo.containerRuntimeVersion', '<unknown>')),
  ],
  persistentvolumeclaims: [
    name,
    column('Status', (object) =>
      object.metadata.deletionTimestamp ? 'Terminating' : cell.text('status.phase')(object, new Date(0)),
    ),
    column('Volume', cell.text('spec.volumeName')),
    column('Capacity', cell.text('status.capacity.storage')),
    column('Access Modes', cell.accessModes('status.accessModes')),
    column('StorageClass', cell.text('spec.storageClassName')),
    column('VolumeAttributesClass', cell.text('spec.volumeAttributesClassName', '<unset>')),
    age,
    wide('VolumeMode', cell.text('spec.volumeMode', '<unset>')),
  ],
  persistentvolumes: [
    name,
    column('Capacity', cell.text('spec.capacity.storage')),
    column('Access Modes', cell.accessModes('spec.accessModes')),
    column('Reclaim Policy', cell.text('spec.persistentVolumeReclaimPolicy')),
    column('Status', (object) =>
      object.metadata.deletionTimestamp ? 'Terminating' : cell.text('status.phase')(object, new Date(0)),
    ),
    column('Claim', claim),
    column('StorageClass', cell.text('spec.storageClassName')),
    column('VolumeAttributesClass', cell.text('spec.volumeAttributesClassName', '<unset>')),
    column('Reason', cell.text('status.reason')),
    age,
    wide('VolumeMode', cell.text('spec.volumeMode', '<unset>')),
  ],
  pods: [
    name,
    column('Ready', podReady),
    column('Status', podStatus),
    column('Restarts', podRestarts),
    age,
    wide('IP', cell.text('status.podIP', '<none>')),
    wide('Node', cell.text('spec.nodeName', '<none>')),
    wide('Nominated Node', cell.text('status.nominatedNodeName', '<none>')),
    wide('Readiness Gates', podGates),
  ],
  replicationcontrollers: [
    name,
    integer('Desired', cell.number('spec.replicas')),
    integer('Current', cell.number('status.replicas')),
    integer('Ready', cell.number('status.readyReplicas')),
    age,
    ...workload,
    wide('Selector', cell.selector('spec.selector')),
  ],
  secrets: [name, column('Type', cell.text('type')), integer('Data', cell.count('data')), age],
  serviceaccounts: [name, column('Secrets', cell.count('secrets')), age],
  services: [
    name,
    column('Type', cell.text('spec.type')),
    column('Cluster-IP', cell.text('spec.clusterIP', '<none>')),
    column('External-IP', cell.externalIp),
    column('Port(s)', cell.servicePorts),
    age,
    wide('Selector', cell.selector('spec.selector')),
  ],
  'daemonsets.apps': [
    name,
    integer('Desired', cell.number('status.desiredNumberScheduled')),
    integer('Current', cell.number('status.currentNumberScheduled')),
    integer('Ready', cell.number('status.numberReady')),
    integer('Up-to-date', cell.number('status.updatedNumberScheduled')),
    integer('Available', cell.number('status.numberAvailable')),
    column('Node Selector', cell.selector('spec.template.spec.nodeSelector')),
    age,
    ...workload,
    wide('Selector', cell.selector('spec.selector')),
  ],
  'deployments.apps': [
    name,
    column('Ready', cell.ratio('status.readyReplicas', 'spec.replicas')),
    column('Up-to-date', cell.number('status.updatedReplicas')),
    column('Available', cell.number('status.availableReplicas')),
    age,
    ...workload,
    wide('Selector', cell.selector('spec.selector')),
  ],
  'replicasets.apps': [
    name,
    integer('Desired', cell.number('spec.replicas')),
    integer('Current', cell.number('status.replicas')),
    integer('Ready', cell.number('status.readyReplicas')),
    age,
    ...workload,
    wide('Selector', cell.selector('spec.selector')),
  ],
  'statefulsets.apps': [
    name,
    column('Ready', cell.ratio('status.readyReplicas', 'spec.replicas')),
    age,
    ...workload,
  ],
  'controllerrevisions.apps': [
    name,
    column('Controller', owner),
    column('Revision', cell.number('revision')),
    age,
  ],
  'horizontalpodautoscalers.autoscaling': [
    name,
    column(
      'Reference',
      (object) =>
        `${String(cell.text('spec.scaleTargetRef.kind')(object, new Date(0)))}/${String(cell.text('spec.scaleTargetRef.name')(object, new Date(0)))}`,
    ),
    column('Targets', () => '<unknown>'),
    column('MinPods', cell.text('spec.minReplicas', '<unset>')),
    column('MaxPods', cell.number('spec.maxReplicas')),
    column('Replicas', cell.number('status.currentReplicas')),
    age,
  ],
  'cronjobs.batch': [
    name,
    column('Schedule', cell.text('spec.schedule')),
    column('Timezone', cell.text('spec.timeZone', '<none>')),
    column(
      'Suspend',
      (object) => (cell.text('spec.suspend')(object, new Date(0)) === true ? 'True' : 'False'),
      'boolean',
    ),
    integer('Active', cell.count('status.active')),
    column('Last Schedule', cell.since('status.lastScheduleTime')),
    age,
    wide('Containers', cell.containers('spec.jobTemplate.spec.template.spec.containers')),
    wide('Images', cell.images('spec.jobTemplate.spec.template.spec.containers')),
    wide('Selector', cell.selector('spec.jobTemplate.spec.selector')),
  ],
  'jobs.batch': [
    name,
    column('Status', cell.jobStatus),
    column('Completions', cell.ratio('status.succeeded', 'spec.completions')),
    column('Duration', cell.jobDuration),
    age,
    ...workload,
    wide('Selector', cell.selector('spec.selector')),
  ],
  'leases.coordination.k8s.io': [name, column('Holder', cell.text('spec.holderIdentity')), age],
  'endpointslices.discovery.k8s.io': [
    name,
    column('AddressType', cell.text('addressType')),
    column('Ports', slicePorts),
    column('Endpoints', sliceEndpoints),
    age,
  ],
  'ingresses.networking.k8s.io': [
    name,
    column('Class', cell.text('spec.ingressClassName', '<none>')),
    column('Hosts', ingressHosts),
    column('Address', cell.externalIp),
    column('Ports', () => '80'),
    age,
  ],
  'networkpolicies.networking.k8s.io': [name, column('Pod-Selector', cell.selector('spec.podSelector')), age],
  'poddisruptionbudgets.policy': [
    name,
    column('Min Available', cell.text('spec.minAvailable', 'N/A')),
    column('Max Unavailable', cell.text('spec.maxUnavailable', 'N/A')),
    integer('Allowed Disruptions', cell.number('status.disruptionsAllowed')),
    age,
  ],
  'clusterrolebindings.rbac.authorization.k8s.io': bindings(),
  'rolebindings.rbac.authorization.k8s.io': bindings(),
  'storageclasses.storage.k8s.io': [
    storageClassName,
    column('Provisioner', cell.text('provisioner')),
    column('ReclaimPolicy', cell.text('reclaimPolicy', 'Delete')),
    column('VolumeBindingMode', cell.text('volumeBindingMode', 'Immediate')),
    column('AllowVolumeExpansion', (object) => object['allowVolumeExpansion'] === true, 'boolean'),
    age,
  ],
  'priorityclasses.scheduling.k8s.io': [
    name,
    column('Value', cell.number('value')),
    column('Global-Default', (object) => object['globalDefault'] === true, 'boolean'),
    age,
    column('PreemptionPolicy', cell.text('preemptionPolicy', 'PreemptLowerPriority')),
  ],
  'scales.autoscaling': [
    column('Name', (object) => object.metadata.name),
    integer('Desired', cell.number('spec.replicas')),
    integer('Available', cell.number('status.replicas')),
    age,
  ],
  'apiservices.apiregistration.k8s.io': [
    name,
    column('Service', () => 'Local'),
    column('Available', () => 'True'),
    age,
  ],
}

function bindings(): Column[] {
  return [
    name,
    column('Role', cell.bindingRole),
    age,
    wide('Users', cell.bindingSubjects('User')),
    wide('Groups', cell.bindingSubjects('Group')),
    wide('ServiceAccounts', cell.bindingSubjects('ServiceAccount')),
  ]
}
