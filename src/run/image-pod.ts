import { pullSecretName } from '../kube/index.js'
import { runLabels } from '../lib/run-labels.js'
import type { KubeObject, ObjectMeta } from '../model/kubernetes.js'
import type { RunOptions } from './types.js'

/** Ends by itself where the run was killed. */
const longestSeconds = 3600

export interface ImagePod {
  metadata: Pick<ObjectMeta, 'name' | 'namespace'> & { generateName?: string }
  container: string
  command: readonly string[]
  env?: readonly { name: string; value: string }[]
}

/** A small pod of the run's own, of the must-gather image: that one is pulled anyway, and has a bash. */
export function imagePod(
  { isv, runId, cluster, imagePullPolicy = 'IfNotPresent' }: RunOptions,
  { metadata, container, command, env }: ImagePod,
): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { ...metadata, labels: runLabels(runId) },
    spec: {
      restartPolicy: 'Never',
      activeDeadlineSeconds: longestSeconds,
      terminationGracePeriodSeconds: 0,
      automountServiceAccountToken: false,
      // The installation has put it into the operator's namespace.
      ...(cluster.pullSecret && { imagePullSecrets: [{ name: pullSecretName(runId) }] }),
      securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
      containers: [
        {
          name: container,
          image: isv.images.mustGather.ref,
          imagePullPolicy,
          command,
          ...(env && { env }),
          resources: { requests: { cpu: '1m', memory: '4Mi' } },
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
        },
      ],
    },
  }
}
