import type { KubeObject } from '../../../model/kubernetes.js'
import type { OlmSnapshot } from '../../types.js'
import { conditionNamed, diagnosis, inline, type Link } from '../diagnosis.js'
import { worstPod, type PodProblem } from '../pod-problem.js'
import { specOf, statusOf, type CatalogSourceStatus, type SubscriptionSpec } from '../shapes.js'
import type { OlmDiagnosis } from '../types.js'

/** Whether the Subscription's catalog is there and answers. */
export const catalog: Link = (snapshot) => missing(snapshot) ?? refused(snapshot) ?? notReady(snapshot)

function missing({ subscription, catalogSource, unread }: OlmSnapshot): OlmDiagnosis | undefined {
  if (catalogSource || unread.includes('catalogsources.operators.coreos.com')) return undefined
  const { source = '?', sourceNamespace = '?' } = specOf<SubscriptionSpec>(subscription)
  return diagnosis(
    { kind: 'CatalogSource', namespace: sourceNamespace, name: source },
    {
      cause: 'catalog-missing',
      sentence: `Subscription ${subscription.metadata.name} names CatalogSource ${source} in namespace ${sourceNamespace}, which does not exist`,
      condition: conditionNamed(subscription, 'CatalogSourcesUnhealthy'),
      next: "Create the CatalogSource, or correct the Subscription's source and sourceNamespace.",
    },
  )
}

/** What OLM says of a CatalogSource whose spec it cannot use. */
function refused({ catalogSource }: OlmSnapshot): OlmDiagnosis | undefined {
  const { reason, message } = statusOf<CatalogSourceStatus>(catalogSource)
  if (!catalogSource || !reason?.endsWith('Error')) return undefined
  return diagnosis(catalogSource, {
    cause: 'catalog-not-ready',
    sentence: `CatalogSource ${catalogSource.metadata.name} is not served (${reason}): ${inline(message)}`,
    next: "Correct the CatalogSource's spec.",
  })
}

function notReady({ subscription, catalogSource, catalogPods }: OlmSnapshot): OlmDiagnosis | undefined {
  if (!catalogSource) return undefined
  const condition = conditionNamed(subscription, 'ResolutionFailed')
  const { name } = catalogSource.metadata
  const worst = worstPod(catalogPods)
  if (worst) {
    const { pod, problem } = worst
    return diagnosis(pod, {
      cause: 'catalog-not-ready',
      sentence: `Catalog ${name} is not served: its pod ${pod.metadata.name} ${problem.text}`,
      condition,
      next: advice[problem.cause] ?? problem.next,
    })
  }
  const state = stateOf(catalogSource)
  if (state === 'READY' || (state === undefined && catalogPods.length > 0)) return undefined
  return diagnosis(catalogSource, {
    cause: 'catalog-not-ready',
    sentence:
      catalogPods.length > 0
        ? `OLM has no connection to catalog ${name} (${state ?? '?'}), although its pod is ready`
        : `Catalog ${name} is not served: it has no pod${state === undefined ? ', and OLM has not looked at it yet' : ` (${state})`}`,
    condition,
    next:
      catalogPods.length > 0
        ? 'Wait a minute, as OLM connects again; if it stays so, look for a NetworkPolicy or a proxy between the two.'
        : 'Wait a minute; if no pod comes, read the events of the namespace and the log of the catalog-operator.',
  })
}

export function stateOf(catalogSource: KubeObject): string | undefined {
  return statusOf<CatalogSourceStatus>(catalogSource).connectionState?.lastObservedState
}

const advice: Partial<Record<PodProblem['cause'], string>> = {
  'image-not-pulled':
    "Correct the CatalogSource's image, push the index image, or name a pull secret in spec.secrets.",
  'crash-looping': "Read the log of the catalog's pod: the index image may not hold a valid catalog.",
}
