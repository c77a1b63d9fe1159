import { type Case, job, subs, status, without, planFailed } from './change.js'
import { theOne } from '../../../../support/olm/recordings.js'

export const unpackAndPlan: Case[] = [
  {
    title: 'the unpack Job ran out of time',
    of: 'unpack-failed',
    change: status('Job', { conditions: [{ type: 'Failed', status: 'True', reason: 'DeadlineExceeded' }] }),
    cause: 'unpack-timeout',
    sentence:
      'The bundle quay.io/jooholee/nfs-provisioner-operator-bundle:0.0.8 was not unpacked in time: container extract ended with exit code 1: open /bundle/manifests/: no such file or directory.',
  },
  {
    title: 'the unpack Job is gone, five minutes later',
    of: 'unpack-failed',
    change: (objects) => without('Pod', job.slice(0, 40))(without('Job')(objects)),
    cause: 'unpack-failed',
    sentence: `The bundle of Subscription ${subs} was not unpacked: BackoffLimitExceeded: Job has reached the specified backoff limit.`,
  },
  {
    title: 'the unpack Job is not known, and OLM says what becomes of the next',
    of: 'unpack-failed',
    change: (objects) => {
      const message = 'Bundle image pull failed. Common causes: auth failure, invalid image. Job will retry.'
      const { conditions } = theOne(objects, 'Subscription').status as { conditions: object[] }
      conditions.push({ type: 'BundleUnpacking', status: 'True', reason: 'UnpackingInProgress', message })
      return without('Pod', job.slice(0, 40))(without('Job')(objects))
    },
    cause: 'unpack-failed',
    sentence: `The bundle of Subscription ${subs} was not unpacked: BackoffLimitExceeded: Job has reached the specified backoff limit; OLM tries again: Bundle image pull failed.`,
  },
  {
    title: 'the unpack is tried again',
    of: 'unpack-failed',
    change: status('Job', { conditions: [], active: 1 }),
    cause: 'unpacking',
    sentence:
      'The bundle quay.io/jooholee/nfs-provisioner-operator-bundle:0.0.8 is being unpacked for 13m30s; an earlier try failed: container extract ended with exit code 1: open /bundle/manifests/: no such file or directory.',
  },
  {
    title: 'the InstallPlan is carried out',
    of: 'approval-pending',
    change: status('InstallPlan', { phase: 'Installing' }),
    cause: 'installing',
    sentence: 'InstallPlan install-z9m4g is Installing for 10m42s, with 0 of 8 steps carried out.',
  },
  {
    title: 'the InstallPlan was approved this moment',
    of: 'approval-pending',
    change: (objects) => {
      const plan = theOne(objects, 'InstallPlan')
      plan.spec = { ...(plan.spec as object), approved: true }
    },
    cause: 'installing',
    sentence: 'InstallPlan install-z9m4g was approved, and OLM has not begun with it.',
  },
  {
    title: 'the InstallPlan was deleted',
    of: 'approval-pending',
    change: (objects) => {
      status('Subscription', { conditions: [] })(objects)
      return without('InstallPlan')(objects)
    },
    cause: 'install-plan-missing',
    sentence: `InstallPlan install-z9m4g, which Subscription ${subs} refers to, is gone.`,
  },
  {
    title: 'objects of the old CRD do not fit the new one',
    of: 'csv-deleted',
    change: planFailed(
      'error validating existing CRs against new CRD\'s schema for "nfsprovisioners.cache.jhouse.com": spec.storageSize: Required value',
    ),
    cause: 'crd-conflict',
    sentence:
      'InstallPlan install-l9mvs has failed: error validating existing CRs against new CRD\'s schema for "nfsprovisioners.cache.jhouse.com": spec.storageSize: Required value.',
  },
  {
    title: 'a role cannot be granted',
    of: 'csv-deleted',
    change: planFailed(
      'error creating clusterrole x: clusterroles.rbac.authorization.k8s.io "x" is forbidden: user "u" is attempting to grant RBAC permissions not currently held',
    ),
    cause: 'rbac-step-failed',
    sentence:
      'InstallPlan install-l9mvs has failed: error creating clusterrole x: clusterroles.rbac.authorization.k8s.io "x" is forbidden: user "u" is attempting to grant RBAC permissions not currently held.',
  },
  {
    title: 'the cluster no longer serves an API of the bundle',
    of: 'csv-deleted',
    change: planFailed('no matches for kind "PodSecurityPolicy" in version "policy/v1beta1"'),
    cause: 'api-removed',
    sentence:
      'InstallPlan install-l9mvs has failed: no matches for kind "PodSecurityPolicy" in version "policy/v1beta1".',
  },
  {
    title: 'a webhook refuses the CRD',
    of: 'csv-deleted',
    change: planFailed('failed calling webhook "v.example.com": connect: connection refused'),
    cause: 'webhook-not-ready',
    sentence:
      'InstallPlan install-l9mvs has failed: failed calling webhook "v.example.com": connect: connection refused.',
  },
]
