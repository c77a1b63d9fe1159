import { describe, expect, it } from 'vitest'
import { olmCauses, summarize } from '../../../../src/olm/summary/index.js'
import type { KubeObject } from '../../../../src/model/kubernetes.js'
import { recorded, theOne, type Situation } from '../../../support/olm/recordings.js'
import { snapshotOf } from '../../../support/olm/snapshot.js'

type Objects = KubeObject[]
type Fields = Record<string, unknown>

interface Case {
  title: string
  of: Situation
  /** Changes one field of one object, in place, or gives another list. */
  change: (objects: Objects) => Objects | void
  cause: string
  sentence: string
}

const csvName = 'nfs-provisioner-operator.v0.0.10'
const job = '7166bfd0e4ba8e071d7517210a8ee79adb0b9a34b38c551b65bc8db78062108'
const catalog = 'nfs-provisioner-operator-cs'
const subs = 'nfs-provisioner-operator-subs'
const manager = 'nfs-provisioner-operator-controller-manager'
const pod = `${manager}-77bdb99cdb-gzwds`
const ns = 'nfs-provisioner-operator'

/** Sets fields of the status of the one object of a kind, or of the one whose name begins so. */
const status =
  (kind: string, fields: Fields, prefix = '') =>
  (objects: Objects) => {
    const found = objects.find((one) => one.kind === kind && one.metadata.name.startsWith(prefix))
    if (!found) throw new Error(`no ${kind} ${prefix}`)
    found.status = { ...(found.status as Fields), ...fields }
  }

const without =
  (kind: string, prefix = '') =>
  (objects: Objects) =>
    objects.filter((one) => one.kind !== kind || !one.metadata.name.startsWith(prefix))

const container = (fields: Fields) => ({ containerStatuses: [{ name: 'manager', ready: false, ...fields }] })

const resolutionFailed = (message: string) =>
  status('Subscription', {
    conditions: [{ type: 'ResolutionFailed', status: 'True', reason: 'ConstraintsNotSatisfiable', message }],
  })

const planFailed = (message: string) => status('InstallPlan', { phase: 'Failed', message, conditions: [] })

const csv = (phase: string, reason: string, message: string) =>
  status('ClusterServiceVersion', { phase, reason, message })

const cases: Case[] = [
  // Subscription and catalog
  {
    title: 'OLM has not come by yet',
    of: 'no-such-channel',
    change: (objects) => void delete theOne(objects, 'Subscription').status,
    cause: 'not-resolved-yet',
    sentence: `OLM has not looked at Subscription ${subs} for 9m11s.`,
  },
  {
    title: 'nothing has come of it yet',
    of: 'no-such-channel',
    change: status('Subscription', { conditions: [] }),
    cause: 'not-resolved-yet',
    sentence: `OLM has made no InstallPlan for package ${ns} of catalog ${catalog} yet; the Subscription exists for 9m11s.`,
  },
  {
    title: 'the catalog does not exist',
    of: 'catalog-not-ready',
    change: without('CatalogSource'),
    cause: 'catalog-missing',
    sentence: `Subscription ${subs} names CatalogSource nfs-provisioner-operator-missing-cs in namespace ${ns}, which does not exist.`,
  },
  {
    title: 'the catalog crashes',
    of: 'catalog-not-ready',
    change: status('Pod', {
      containerStatuses: [
        {
          name: 'registry-server',
          ready: false,
          restartCount: 5,
          state: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 2m40s restarting' } },
          lastState: {
            terminated: {
              exitCode: 1,
              reason: 'Error',
              message: 'Error: one\nError: no such directory /configs',
            },
          },
        },
      ],
    }),
    cause: 'catalog-not-ready',
    sentence:
      'Catalog nfs-provisioner-operator-missing-cs is not served: its pod nfs-provisioner-operator-missing-cs-2km79 ends again and again: container registry-server was restarted 5 times, with exit code 1: Error: no such directory /configs.',
  },
  {
    title: 'the catalog cannot be served as it is written',
    of: 'catalog-not-ready',
    change: status('CatalogSource', { reason: 'SpecInvalidError', message: 'image and address unset' }),
    cause: 'catalog-not-ready',
    sentence:
      'CatalogSource nfs-provisioner-operator-missing-cs is not served (SpecInvalidError): image and address unset.',
  },
  {
    title: 'the catalog has no pod',
    of: 'catalog-not-ready',
    change: without('Pod'),
    cause: 'catalog-not-ready',
    sentence: 'Catalog nfs-provisioner-operator-missing-cs is not served: it has no pod (TRANSIENT_FAILURE).',
  },
  {
    title: 'the catalog answered late, and OLM has not asked again',
    of: 'unpack-failed',
    change: (objects) => {
      const subscription = theOne(objects, 'Subscription')
      const { conditions } = subscription.status as { conditions: { type: string }[] }
      subscription.status = { conditions: conditions.filter(({ type }) => type === 'ResolutionFailed') }
      return without('Job')(objects)
    },
    cause: 'not-resolved-yet',
    sentence: `Catalog ${catalog} did not answer when OLM asked it, and does now; OLM has not asked again yet.`,
  },
  // Resolution
  {
    title: 'it is another Subscription that asks in vain',
    of: 'no-such-channel',
    change: resolutionFailed(
      'constraints not satisfiable: no operators found in channel beta of package widgets in the catalog referenced by subscription widgets, subscription widgets exists',
    ),
    cause: 'no-such-channel',
    sentence: `Subscription widgets asks for channel beta of package widgets, which its catalog does not have; OLM resolves a namespace as a whole, so Subscription ${subs} waits for it.`,
  },
  {
    title: 'a dependency has no package',
    of: 'no-such-channel',
    change: resolutionFailed(
      'constraints not satisfiable: bundle nfs-provisioner-operator.v0.0.9 requires an operator with package: storage and with version in range: >=1.2.0, subscription nfs-provisioner-operator-subs exists',
    ),
    cause: 'constraint-not-satisfiable',
    sentence:
      'Bundle nfs-provisioner-operator.v0.0.9 requires package storage in version range >=1.2.0, and no catalog that OLM may use has it.',
  },
  {
    title: 'a CSV is there that belongs to no Subscription',
    of: 'no-such-channel',
    change: resolutionFailed(
      'constraints not satisfiable: clusterserviceversion nfs-provisioner-operator.v0.0.8 exists and is not referenced by a subscription, subscription nfs-provisioner-operator-subs exists',
    ),
    cause: 'constraint-not-satisfiable',
    sentence:
      'ClusterServiceVersion nfs-provisioner-operator.v0.0.8 exists already and belongs to no Subscription, so OLM installs nothing of its package.',
  },
  // Unpack
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
    title: 'the unpack is tried again',
    of: 'unpack-failed',
    change: status('Job', { conditions: [], active: 1 }),
    cause: 'unpacking',
    sentence:
      'The bundle quay.io/jooholee/nfs-provisioner-operator-bundle:0.0.8 is being unpacked for 13m30s; an earlier try failed: container extract ended with exit code 1: open /bundle/manifests/: no such file or directory.',
  },
  // InstallPlan
  {
    title: 'the InstallPlan was just approved',
    of: 'approval-pending',
    change: status('InstallPlan', { phase: 'Installing' }),
    cause: 'installing',
    sentence: 'InstallPlan install-z9m4g is Installing for 10m42s, with 0 of 8 steps carried out.',
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
  // CSV
  {
    title: 'another OperatorGroup has the API',
    of: 'install-mode-unsupported',
    change: csv(
      'Failed',
      'InterOperatorGroupOwnerConflict',
      'intersecting operatorgroups provide the same APIs',
    ),
    cause: 'operatorgroup-intersects',
    sentence:
      'ClusterServiceVersion nfs-provisioner-operator.v0.0.9 provides an API that an operator of another OperatorGroup provides in the same namespaces as nfs-provisioner-operator-og: intersecting operatorgroups provide the same APIs.',
  },
  {
    title: 'the operator says that it must not be upgraded',
    of: 'install-mode-unsupported',
    change: csv('Pending', 'OperatorConditionNotUpgradeable', 'Operator is not upgradeable: migration runs'),
    cause: 'upgrade-refused',
    sentence:
      'ClusterServiceVersion nfs-provisioner-operator.v0.0.9 waits, as the installed version says that it must not be upgraded: Operator is not upgradeable: migration runs.',
  },
  {
    title: 'a CRD is required that is not there',
    of: 'operator-image-not-pulled',
    change: status('ClusterServiceVersion', {
      phase: 'Pending',
      reason: 'RequirementsNotMet',
      requirementStatus: [
        {
          kind: 'CustomResourceDefinition',
          name: 'disks.example.com',
          status: 'NotPresent',
          message: 'CRD is not present',
        },
        { kind: 'ServiceAccount', name: manager, status: 'NotPresent' },
      ],
    }),
    cause: 'requirement-not-met',
    sentence: `ClusterServiceVersion ${csvName} waits for CustomResourceDefinition disks.example.com (NotPresent: CRD is not present).`,
  },
  {
    title: 'a CSV is being replaced by one that is not there',
    of: 'upgraded',
    change: csv('Replacing', 'BeingReplaced', 'being replaced by csv: nfs-provisioner-operator.v0.1.0'),
    cause: 'replaced-and-stuck',
    sentence:
      'ClusterServiceVersion nfs-provisioner-operator.v0.0.9 is Replacing, and what replaces it is not there: being replaced by csv: nfs-provisioner-operator.v0.1.0.',
  },
  {
    title: 'a CSV has failed for a reason of its own',
    of: 'install-mode-unsupported',
    change: csv('Failed', 'InvalidStrategy', 'could not find strategy'),
    cause: 'deployment-not-progressing',
    sentence: `ClusterServiceVersion nfs-provisioner-operator.v0.0.9 has no Deployment ${manager}: could not find strategy.`,
  },
  {
    title: 'its APIs are not installed, although it runs',
    of: 'upgraded',
    change: csv('Installing', 'InstallWaiting', 'apiServices not installed'),
    cause: 'apiservice-not-ready',
    sentence:
      'ClusterServiceVersion nfs-provisioner-operator.v0.0.9 runs, and its APIServices are not installed: apiServices not installed.',
  },
  {
    title: 'its webhooks are not installed, although it runs',
    of: 'upgraded',
    change: csv('Installing', 'InstallWaiting', 'webhooks not installed'),
    cause: 'webhook-not-ready',
    sentence:
      'ClusterServiceVersion nfs-provisioner-operator.v0.0.9 runs, and a webhook of it is not ready: webhooks not installed.',
  },
  // Deployment and pod
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
  // Installed
  {
    title: 'the operator broke after it was installed',
    of: 'upgraded',
    change: (objects) => {
      const message = 'Deployment does not have minimum availability.'
      status('Deployment', { conditions: [{ type: 'Available', status: 'False', message }] })(objects)
      status('Pod', container({ state: { waiting: { reason: 'ImagePullBackOff' } } }), manager)(objects)
    },
    cause: 'image-not-pulled',
    sentence: `Deployment ${manager} does not become available: its pod ${manager}-5b66dfdc94-tdsqj cannot pull image quay.io/jooholee/nfs-provisioner-operator:0.0.9 (ImagePullBackOff).`,
  },
  {
    title: 'an older condition is still there after a success',
    of: 'upgraded',
    change: resolutionFailed(
      'constraints not satisfiable: @existing/x and @existing/y originate from package z',
    ),
    cause: 'none',
    sentence: 'nfs-provisioner-operator.v0.0.9 is installed and runs.',
  },
  {
    title: 'an upgrade waits for its approval',
    of: 'installed',
    change: (objects) => {
      const plan = theOne(recorded('upgraded'), 'InstallPlan', 'install-5p9bt')
      plan.spec = { ...(plan.spec as Fields), approved: false }
      plan.status = { ...(plan.status as Fields), phase: 'RequiresApproval' }
      return [...objects, plan]
    },
    cause: 'upgrade-pending',
    sentence:
      'nfs-provisioner-operator.v0.0.8 is installed and runs; its upgrade to nfs-provisioner-operator.v0.0.9 waits for the approval of InstallPlan install-5p9bt.',
  },
  {
    title: 'an upgrade has failed',
    of: 'installed',
    change: (objects) => {
      const plan = theOne(recorded('upgraded'), 'InstallPlan', 'install-5p9bt')
      plan.status = { phase: 'Failed', message: 'the InstallPlan contains invalid data' }
      return without('Operator')([...objects, plan])
    },
    cause: 'install-plan-failed',
    sentence:
      'nfs-provisioner-operator.v0.0.8 is installed and runs; its upgrade does not go on: InstallPlan install-5p9bt has failed: the InstallPlan contains invalid data.',
  },
]

const now = new Date('2026-11-21T00:51:00Z')

describe('the summary of a recorded situation with one thing changed', () => {
  it.each(cases)('$title', ({ of, change, cause, sentence }) => {
    const objects = recorded(of)
    const diagnosis = summarize(snapshotOf(change(objects) ?? objects), { now })
    expect([diagnosis.cause, diagnosis.sentence]).toEqual([cause, sentence])
    expect(diagnosis.next).toMatch(/^[A-Z].*\.$/)
    expect(olmCauses).toContain(diagnosis.cause)
  })

  it('claims nothing of what could not be read', () => {
    const unread = ['operatorgroups.operators.coreos.com', 'catalogsources.operators.coreos.com']
    const { catalogSource: _, ...snapshot } = snapshotOf(recorded('no-operatorgroup'))
    expect(summarize({ ...snapshot, unread }, { now }).cause).toBe('not-resolved-yet')
  })

  it('stands objects of which nothing is known', () => {
    const { metadata, apiVersion, kind } = theOne(recorded('upgraded'), 'Subscription')
    const bare = snapshotOf([{ apiVersion, kind, metadata, spec: { name: 'p', source: 's' } }])
    expect(summarize(bare, { now }).cause).toBe('no-operatorgroup')
    for (const object of recorded('upgraded').filter((one) => one.status !== undefined)) {
      const objects = recorded('upgraded')
      const same = objects.find(
        (one) => one.kind === object.kind && one.metadata.name === object.metadata.name,
      )
      if (same) delete same.status
      expect(summarize(snapshotOf(objects), { now }).sentence).toMatch(/\.$/)
    }
  })
})
