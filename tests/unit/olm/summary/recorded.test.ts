import { describe, expect, it } from 'vitest'
import { summarize } from '../../../../src/olm/summary/index.js'
import { recordedCase, situations, type Situation } from '../../../support/olm/recordings.js'
import { recordedSnapshot, snapshotOf } from '../../../support/olm/snapshot.js'

interface Told {
  cause: string
  sentence: string
  object: string
  condition?: string
}

const pulled = 'dial tcp: lookup quay.io on 172.18.0.1:53: no such host'

/** What the summary says of each situation; objects as `Kind name`, conditions as `Type/Reason`. */
const told: Record<Situation, Told> = {
  'approval-pending': {
    cause: 'approval-pending',
    sentence:
      'InstallPlan install-z9m4g waits for its approval, and would install nfs-provisioner-operator.v0.0.8.',
    object: 'InstallPlan install-z9m4g',
    condition: 'InstallPlanPending/RequiresApproval',
  },
  installed: {
    cause: 'upgrade-pending',
    sentence:
      'nfs-provisioner-operator.v0.0.8 is installed and runs; its upgrade waits for the approval of InstallPlan install-5p9bt.',
    object: 'InstallPlan install-5p9bt',
    condition: 'InstallPlanPending/RequiresApproval',
  },
  upgraded: {
    cause: 'none',
    sentence: 'nfs-provisioner-operator.v0.0.9 is installed and runs.',
    object: 'ClusterServiceVersion nfs-provisioner-operator.v0.0.9',
    condition: 'Succeeded/InstallSucceeded',
  },
  'unpack-failed': {
    cause: 'unpack-failed',
    sentence:
      'The bundle quay.io/jooholee/nfs-provisioner-operator-bundle:0.0.8 was not unpacked: container extract ended with exit code 1: open /bundle/manifests/: no such file or directory.',
    object: 'Job 7166bfd0e4ba8e071d7517210a8ee79adb0b9a34b38c551b65bc8db78062108',
    condition: 'BundleUnpackFailed/BundleUnpackFailed',
  },
  'no-such-channel': {
    cause: 'no-such-channel',
    sentence:
      'Subscription nfs-provisioner-operator-subs asks for channel beta of package nfs-provisioner-operator, which catalog nfs-provisioner-operator-cs does not have.',
    object: 'Subscription nfs-provisioner-operator-subs',
    condition: 'ResolutionFailed/ConstraintsNotSatisfiable',
  },
  'no-such-package': {
    cause: 'no-such-package',
    sentence:
      'Subscription nfs-provisioner-operator-subs asks for package other-operator, which catalog nfs-provisioner-operator-cs does not have.',
    object: 'Subscription nfs-provisioner-operator-subs',
    condition: 'ResolutionFailed/ConstraintsNotSatisfiable',
  },
  'no-such-version': {
    cause: 'no-such-version',
    sentence:
      'Subscription nfs-provisioner-operator-subs asks for version nfs-provisioner-operator.v9.9.9, which channel alpha of package nfs-provisioner-operator in catalog nfs-provisioner-operator-cs does not have.',
    object: 'Subscription nfs-provisioner-operator-subs',
    condition: 'ResolutionFailed/ConstraintsNotSatisfiable',
  },
  'catalog-not-ready': {
    cause: 'catalog-not-ready',
    sentence: `Catalog nfs-provisioner-operator-missing-cs is not served: its pod nfs-provisioner-operator-missing-cs-2km79 cannot pull image quay.io/jooholee/nfs-provisioner-operator-index:missing (ErrImagePull): Head "https://quay.io/v2/jooholee/nfs-provisioner-operator-index/manifests/missing": ${pulled}.`,
    object: 'Pod nfs-provisioner-operator-missing-cs-2km79',
    condition: 'ResolutionFailed/ErrorPreventedResolution',
  },
  'no-operatorgroup': {
    cause: 'no-operatorgroup',
    sentence:
      'Namespace nfs-provisioner-operator has no OperatorGroup, so OLM does not look at Subscription nfs-provisioner-operator-subs.',
    object: 'Subscription nfs-provisioner-operator-subs',
  },
  'two-operatorgroups': {
    cause: 'several-operatorgroups',
    sentence:
      'Namespace nfs-provisioner-operator has 2 OperatorGroups (nfs-provisioner-operator-og and nfs-provisioner-operator-og-two), and OLM installs nothing into a namespace with more than one.',
    object: 'OperatorGroup nfs-provisioner-operator-og',
    condition: 'MultipleOperatorGroup/MultipleOperatorGroupsFound',
  },
  'install-mode-unsupported': {
    cause: 'install-mode-unsupported',
    sentence:
      'ClusterServiceVersion nfs-provisioner-operator.v0.0.9 supports the install modes OwnNamespace and AllNamespaces, but OperatorGroup nfs-provisioner-operator-og targets namespace default: SingleNamespace InstallModeType not supported, cannot configure to watch one namespace.',
    object: 'ClusterServiceVersion nfs-provisioner-operator.v0.0.9',
    condition: 'Failed/UnsupportedOperatorGroup',
  },
  'operator-image-not-pulled': {
    cause: 'image-not-pulled',
    sentence: `Deployment nfs-provisioner-operator-controller-manager does not become available: its pod nfs-provisioner-operator-controller-manager-77bdb99cdb-gzwds cannot pull image quay.io/jooholee/nfs-provisioner-operator:0.0.10 (ImagePullBackOff): Head "https://quay.io/v2/jooholee/nfs-provisioner-operator/manifests/0.0.10": ${pulled}.`,
    object: 'Pod nfs-provisioner-operator-controller-manager-77bdb99cdb-gzwds',
    condition: 'Available/MinimumReplicasUnavailable',
  },
  'csv-deleted': {
    cause: 'csv-deleted',
    sentence:
      'ClusterServiceVersion nfs-provisioner-operator.v0.0.10 was deleted after Subscription nfs-provisioner-operator-subs had installed it, and OLM does not install it again.',
    object: 'ClusterServiceVersion nfs-provisioner-operator.v0.0.10',
  },
}

const healthy = new Set(['none', 'upgrade-pending'])

function inShort({ healthy: well, cause, sentence, object, condition }: ReturnType<typeof summarize>): Told {
  expect(well).toBe(healthy.has(cause))
  return {
    cause,
    sentence,
    object: `${object.kind} ${object.name}`,
    ...(condition ? { condition: `${condition.type}/${condition.reason ?? ''}` } : {}),
  }
}

describe('the summary of what a real OLM made of the reference ISV', () => {
  it.each(situations)('%s', (name) => {
    const snapshot = recordedSnapshot(name)
    const diagnosis = summarize(snapshot, { now: new Date('2026-11-21T00:51:00Z') })
    expect(inShort(diagnosis)).toEqual(told[name])
    expect(diagnosis.next).toMatch(/^[A-Z].*\.$/)
  })

  it('reads, and changes nothing', () => {
    for (const name of situations) {
      const snapshot = recordedSnapshot(name)
      const before = structuredClone(snapshot)
      summarize(snapshot, { now: new Date() })
      expect(snapshot).toEqual(before)
    }
  })
})

/** The same of broken bundles: cause and sentence. */
const cases: Record<string, [string, string]> = {
  'min-kube': [
    'requirement-not-met',
    'ClusterServiceVersion min-kube.v0.0.1 waits for ClusterServiceVersion min-kube.v0.0.1 (PresentNotSatisfied: CSV version requirement not met: minKubeVersion (9.9.9) > server version (1.36.3)).',
  ],
  'native-api': [
    'requirement-not-met',
    'ClusterServiceVersion native-api.v0.0.1 waits for Ghost v1.ghosts.example.com (NotPresent: Native API does not exist).',
  ],
  'needs-api': [
    'constraint-not-satisfiable',
    'Bundle needs-api.v0.0.1 requires an operator that provides Ghost (tests.example.com/v1), and no catalog that OLM may use has one.',
  ],
  'crd-conflict': [
    'crd-conflict',
    'InstallPlan install-r9qr8 has failed at CustomResourceDefinition conflicts.tests.example.com: risk of data loss updating "conflicts.tests.example.com": new CRD removes version v1 that is listed as a stored version on the existing CRD.',
  ],
  'bad-kind': [
    'install-plan-failed',
    'InstallPlan install-dmp9g has failed at Namespace of-the-bundle: OLM does not install a Namespace of a bundle (the InstallPlan contains invalid data).',
  ],
  'rbac-denied': [
    'rbac-step-failed',
    'InstallPlan install-kwpw2 is tried again and again at ClusterServiceVersion rbac-denied.v0.0.1: error creating csv rbac-denied.v0.0.1: clusterserviceversions.operators.coreos.com is forbidden: User "system:serviceaccount:case-rbac-denied:weak" cannot create resource "clusterserviceversions" in API group "operators.coreos.com" in the namespace "case-rbac-denied".',
  ],
  'not-progressing': [
    'deployment-not-progressing',
    'Deployment not-progressing-manager is past its progress deadline: its pod not-progressing-manager-7db6bc97d6-9wl4w is not ready: container manager runs, and is not ready.',
  ],
  'crash-loop': [
    'crash-looping',
    'Deployment crash-loop-manager does not become available: its pod crash-loop-manager-6564c5df4-5pkjz ends again and again: container manager was restarted 4 times, with exit code 3.',
  ],
  stuck: [
    'image-not-pulled',
    `stuck.v0.0.2 replaces stuck.v0.0.1 and is stuck: Deployment stuck-manager does not become available: its pod stuck-manager-67b4d7dbcb-pxdgv cannot pull image quay.io/tests/no-such-operator:2 (ImagePullBackOff): Head "https://quay.io/v2/tests/no-such-operator/manifests/2": ${pulled}.`,
  ],
  'api-service': [
    'apiservice-not-ready',
    'APIService v1.metrics2.example.com of api-service.v0.0.1 is not available (FailedDiscoveryCheck): failing or missing response from https://10.96.134.164:9443/apis/metrics2.example.com/v1: Get "https://10.96.134.164:9443/apis/metrics2.example.com/v1": dial tcp 10.96.134.164:9443: connect: connection refused.',
  ],
  hook: ['none', 'hook.v0.0.1 is installed and runs.'],
  'slow-unpack': [
    'image-not-pulled',
    `The bundle quay.io/tests/slow-unpack-bundle:0.0.1 cannot be unpacked: the pod 5d4a0cc445b75ccb1fecfa98520deaa0772d0f10150fe8a0f3295bedc14wrts of its Job cannot pull image quay.io/tests/slow-unpack-bundle:0.0.1 (ErrImagePull): Head "https://quay.io/v2/tests/slow-unpack-bundle/manifests/0.0.1": ${pulled}.`,
  ],
  'other-catalog': [
    'catalog-not-ready',
    'Catalog crashing in namespace operators does not answer, and OLM resolves nothing there until it does, although Subscription everywhere does not use it: failed to list bundles: rpc error: code = Unavailable desc = connection error: desc = "transport: Error while dialing: dial tcp 10.96.79.24:50051: connect: connection refused".',
  ],
}

describe('the summary of what a real OLM made of broken bundles', () => {
  it.each(Object.entries(cases))('%s', (name, [cause, sentence]) => {
    const diagnosis = summarize(snapshotOf(recordedCase(name)), { now: new Date('2026-11-21T19:45:00Z') })
    expect([diagnosis.cause, diagnosis.sentence]).toEqual([cause, sentence])
    expect(diagnosis.healthy).toBe(healthy.has(diagnosis.cause))
  })
})
