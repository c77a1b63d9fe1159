import {
  createObject,
  pullSecretName,
  violatesPodSecurity,
  wellKnown,
  type Connection,
} from '../kube/index.js'
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

/** The user that has no rights to anything, by the custom of images and hosts. */
const nobody = 65534

/**
 * Creates such a pod; where the namespace enforces `restricted`, as a user that is not root. Not from the start: an image
 * may keep the folder for temporary files to its own user, and OpenShift gives each namespace a user of its own.
 */
export async function createImagePod(
  connection: Connection,
  pod: KubeObject,
  signal: AbortSignal,
): Promise<KubeObject> {
  const create = (manifest: KubeObject) => createObject(connection, wellKnown.pods, manifest, { signal })
  try {
    return await create(pod)
  } catch (error) {
    if (!violatesPodSecurity(error)) throw error
    return create(withoutRoot(pod))
  }
}

function withoutRoot(pod: KubeObject): KubeObject {
  const spec = pod['spec'] as { securityContext: object }
  const securityContext = { ...spec.securityContext, runAsNonRoot: true, runAsUser: nobody }
  return { ...pod, spec: { ...spec, securityContext } }
}
