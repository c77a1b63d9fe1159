import { type Case, catalog, subs, ns, status, without, resolutionFailed } from './change.js'
import { theOne } from '../../../../support/olm/recordings.js'

export const subscriptionAndCatalog: Case[] = [
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
  {
    title: 'the resolver fails in a way that nobody knows',
    of: 'no-such-channel',
    change: status('Subscription', {
      conditions: [
        {
          type: 'ResolutionFailed',
          status: 'True',
          reason: 'ErrorPreventedResolution',
          message: 'it was odd',
        },
      ],
    }),
    cause: 'resolution-failed',
    sentence: `OLM finds no set of operators that fits Subscription ${subs}: it was odd.`,
  },
  {
    title: 'the catalog is served elsewhere, and OLM does not reach it',
    of: 'catalog-not-ready',
    change: (objects) => {
      theOne(objects, 'CatalogSource').spec = { sourceType: 'grpc', address: 'catalog.example.com:50051' }
      return without('Pod')(objects)
    },
    cause: 'catalog-not-ready',
    sentence: 'OLM has no connection to catalog nfs-provisioner-operator-missing-cs (TRANSIENT_FAILURE).',
  },
]
