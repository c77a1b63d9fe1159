/** Describes objects in words, close to kubectl where it has words of its own for a kind. */
import type { ApiResource } from '../../kube/resource.js'
import type { Describer, Subject } from './common.js'
import {
  describeClaim,
  describeConfigMap,
  describeNamespace,
  describeSecret,
  describeService,
} from './data.js'
import { describeGeneric } from './generic.js'
import { describeNode } from './node.js'
import { describePod } from './pod.js'
import { describeWorkload } from './workload.js'
import { DescribeWriter } from './writer.js'

/** By kind and group; any other kind is described field by field. */
const describers: Readonly<Record<string, Describer>> = {
  'Pod.': describePod,
  'Node.': describeNode,
  'Secret.': describeSecret,
  'ConfigMap.': describeConfigMap,
  'Service.': describeService,
  'Namespace.': describeNamespace,
  'PersistentVolumeClaim.': describeClaim,
  'Deployment.apps': describeWorkload,
  'ReplicaSet.apps': describeWorkload,
  'StatefulSet.apps': describeWorkload,
  'DaemonSet.apps': describeWorkload,
  'Job.batch': describeWorkload,
}

export function describeObject(resource: Pick<ApiResource, 'kind' | 'group'>, subject: Subject): string {
  const writer = new DescribeWriter()
  const describe = describers[`${resource.kind}.${resource.group}`] ?? describeGeneric
  describe(writer, subject)
  return writer.toString()
}
