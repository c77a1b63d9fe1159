import {
  createObject,
  isAccountUnknown,
  pullSecretName,
  pullSecretObject,
  waitFor,
  wellKnown,
  type ApiResource,
  type Connection,
  type PullSecret,
} from '../../kube/index.js'
import { removeObjects, type MadeObject } from '../../kube/remove-objects.js'
import { deadline, until } from '../../lib/deadline.js'
import { runLabels } from '../../lib/run-labels.js'
import { ExpectedError } from '../../model/errors.js'
import type { KubeObject } from '../../model/kubernetes.js'
import type { Logger } from '../../model/logger.js'

export interface PullCheck {
  connection: Connection
  runId: string
  ref: string
  pullSecret?: PullSecret | undefined
  signal: AbortSignal
  logger: Logger
}

const pullMs = 5 * 60_000
const accountMs = 30_000
const removeMs = 60_000
const account = 'pull-check'

/**
 * Has a node pull an image for a pod that never runs anything, in a namespace of its own, which is gone afterwards.
 * `undefined` where it was pulled, else why not, in the words of the node.
 */
export async function whyNotPulled(check: PullCheck): Promise<string | undefined> {
  const { connection, runId, ref, pullSecret, signal, logger } = check
  const made: MadeObject[] = []
  const make = async (resource: ApiResource, object: KubeObject) => {
    const created = await createObject(connection, resource, object, { signal })
    made.push({ resource, object: created })
    return created.metadata.name
  }
  try {
    const namespace = await make(wellKnown.namespaces, namespaceObject(runId))
    const inside = { namespace, labels: runLabels(runId) }
    await make(wellKnown.serviceAccounts, {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: account, ...inside },
    })
    if (pullSecret) await make(wellKnown.secrets, pullSecretObject(pullSecret, { runId, namespace }))
    const pod = podObject(ref, inside, pullSecret && pullSecretName(runId))
    const name = await createdPod(() => make(wellKnown.pods, pod), signal)
    return await pulled(connection, namespace, name, signal)
  } finally {
    // With the namespace goes what is in it.
    const left = await removeObjects(connection, [made.slice(0, 1)], { timeoutMs: removeMs })
    for (const { object, reason } of left) logger.warn(`${object.kind} ${object.name} is left: ${reason}`)
  }
}

const namespaceObject = (runId: string): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: '', generateName: 'must-gather-pull-', labels: runLabels(runId) },
})

/** A pod that PodSecurity's strictest level lets pass; its command does not exist, so that pulling is all that happens. */
function podObject(
  image: string,
  metadata: { namespace: string; labels: Record<string, string> },
  secret: string | undefined,
): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'pull-check', ...metadata },
    spec: {
      serviceAccountName: account,
      automountServiceAccountToken: false,
      restartPolicy: 'Never',
      terminationGracePeriodSeconds: 0,
      nodeSelector: { 'kubernetes.io/os': 'linux' },
      ...(secret !== undefined && { imagePullSecrets: [{ name: secret }] }),
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [
        {
          name: 'pull',
          image,
          command: ['/pull-check-runs-nothing'],
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
        },
      ],
    },
  }
}

/** Again and again while its new service account is not known everywhere. */
async function createdPod(create: () => Promise<string>, signal: AbortSignal): Promise<string> {
  const limit = deadline(accountMs, signal)
  try {
    return await until(
      () =>
        create().catch((error: unknown) => {
          if (isAccountUnknown(error)) return undefined
          throw error
        }),
      limit.signal,
      200,
    )
  } finally {
    limit.clear()
  }
}

interface PodStatus {
  containerStatuses?: {
    imageID?: string
    state?: { waiting?: { reason?: string; message?: string }; running?: object; terminated?: object }
  }[]
}

const pullReasons = new Set(['ErrImagePull', 'ImagePullBackOff', 'InvalidImageName', 'RegistryUnavailable'])

async function pulled(
  connection: Connection,
  namespace: string,
  name: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const target = { resource: wellKnown.pods, namespace, name }
  const what = 'a node to pull the image'
  try {
    const pod = await waitFor(connection, target, (object) => outcomeOf(object) !== undefined, {
      timeoutMs: pullMs,
      signal,
      what,
    })
    const outcome = outcomeOf(pod)
    return outcome === 'pulled' ? undefined : outcome
  } catch (error) {
    // No node took the pod, or the pull goes on: the reasons are in the message.
    if (error instanceof ExpectedError && error.code === 'kube.wait-timeout') return error.message
    throw error
  }
}

/** `pulled`, or why it will not be; `undefined` while that is open. */
function outcomeOf(pod: KubeObject | undefined): string | undefined {
  const status = (pod?.status as PodStatus | undefined)?.containerStatuses?.[0]
  if (!status) return undefined
  const { waiting, running, terminated } = status.state ?? {}
  if (status.imageID || running || terminated) return 'pulled'
  if (waiting?.reason === undefined || waiting.reason === 'ContainerCreating') return undefined
  // Every other reason is one of starting the container, for which the image must be there.
  if (!pullReasons.has(waiting.reason)) return 'pulled'
  return [waiting.reason, waiting.message].filter(Boolean).join(': ')
}
