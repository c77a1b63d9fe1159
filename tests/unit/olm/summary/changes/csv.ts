import { type Case, csvName, manager, status, csv } from './change.js'

export const csvCases: Case[] = [
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
    cause: 'csv-failed',
    sentence:
      'ClusterServiceVersion nfs-provisioner-operator.v0.0.9 is Failed (InvalidStrategy) for 4m28s: could not find strategy.',
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
]
