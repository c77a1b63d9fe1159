import { type Case, manager, status, without, container, resolutionFailed, type Fields } from './change.js'
import { recorded, theOne } from '../../../../support/olm/recordings.js'

export const installedCases: Case[] = [
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
