import { type Case, manager, pod, status, without, container } from './change.js'

export const workloadCases: Case[] = [
  {
    title: 'the operator crashes',
    of: 'operator-image-not-pulled',
    change: status(
      'Pod',
      container({
        restartCount: 3,
        state: { waiting: { reason: 'CrashLoopBackOff' } },
        lastState: { terminated: { exitCode: 137, reason: 'OOMKilled' } },
      }),
      manager,
    ),
    cause: 'crash-looping',
    sentence: `Deployment ${manager} does not become available: its pod ${pod} ends again and again: container manager was restarted 3 times, with exit code 137 (OOMKilled).`,
  },
  {
    title: 'the operator needs a Secret that is not there',
    of: 'operator-image-not-pulled',
    change: status(
      'Pod',
      container({
        state: { waiting: { reason: 'CreateContainerConfigError', message: 'secret "tls" not found' } },
      }),
      manager,
    ),
    cause: 'crash-looping',
    sentence: `Deployment ${manager} does not become available: its pod ${pod} cannot start container manager (CreateContainerConfigError): secret "tls" not found.`,
  },
  {
    title: 'the operator finds no node',
    of: 'operator-image-not-pulled',
    change: status(
      'Pod',
      {
        containerStatuses: [],
        conditions: [
          {
            type: 'PodScheduled',
            status: 'False',
            reason: 'Unschedulable',
            message: '0/1 nodes are available: 1 Insufficient memory.',
          },
        ],
      },
      manager,
    ),
    cause: 'pod-not-scheduled',
    sentence: `Deployment ${manager} does not become available: its pod ${pod} finds no node: 0/1 nodes are available: 1 Insufficient memory.`,
  },
  {
    title: 'a quota refuses the pod',
    of: 'operator-image-not-pulled',
    change: (objects) => {
      const message = 'pods "x" is forbidden: exceeded quota: compute'
      const refused = { type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message }
      status('ReplicaSet', { conditions: [refused] })(objects)
      return without('Pod', manager)(objects)
    },
    cause: 'deployment-not-progressing',
    sentence: `Deployment ${manager} does not become available: pods "x" is forbidden: exceeded quota: compute.`,
  },
  {
    title: 'the operator runs, and its probe does not pass',
    of: 'operator-image-not-pulled',
    change: status('Pod', container({ state: { running: {} } }), manager),
    cause: 'pod-not-ready',
    sentence: `Deployment ${manager} does not become available: its pod ${pod} is not ready: container manager runs, and is not ready.`,
  },
  {
    title: 'the registry does not have the image',
    of: 'operator-image-not-pulled',
    change: status(
      'Pod',
      container({
        state: {
          waiting: {
            reason: 'ErrImagePull',
            message:
              'failed to pull and unpack image "quay.io/a/b:1": failed to resolve reference "quay.io/a/b:1": quay.io/a/b:1: not found',
          },
        },
      }),
      manager,
    ),
    cause: 'image-not-pulled',
    sentence: `Deployment ${manager} does not become available: its pod ${pod} cannot pull image quay.io/jooholee/nfs-provisioner-operator:0.0.10 (ErrImagePull): quay.io/a/b:1: not found.`,
  },
]
