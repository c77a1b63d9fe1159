import type { OlmCause } from './causes.js'
import type { PlanStep } from './shapes.js'

interface Failure {
  cause: OlmCause
  pattern: RegExp
  next: string
}

/** What the messages of InstallPlans come down to; the first that fits is it. */
const failures: Failure[] = [
  {
    cause: 'webhook-not-ready',
    pattern: /failed calling webhook|conversion webhook .* failed|admission webhook .* denied the request/i,
    next: 'See that the webhook that the message names is served, or delete its configuration where its operator is gone.',
  },
  {
    cause: 'rbac-step-failed',
    pattern:
      /is forbidden: User |attempting to grant RBAC permissions|error (?:creating|updating|validating)[^:]*\b(?:clusterrole|role|clusterrolebinding|rolebinding|service ?account)|cannot (?:create|update|patch|get) resource/i,
    next: 'Give the account that installs (the serviceAccountName of the OperatorGroup, where it has one) the rights that the message names.',
  },
  {
    cause: 'crd-conflict',
    pattern:
      /risk of data loss|error validating existing CRs|existing CRs? against new CRD|storedVersions?|conflicting CRD|CustomResourceDefinition.*(?:conflict|owned by|invalid)|not added to status\.storedVersions|owner of the (?:CRD|API)/i,
    next: 'Migrate or delete the objects of the existing CRD so that the new one fits, or keep the old version in the new CRD.',
  },
  {
    cause: 'api-removed',
    pattern:
      /no matches for kind|could not find the requested resource|the server doesn't have a resource type|api[- ]server.*(?:not found|removed)|unable to recognize/i,
    next: 'Write the bundle against an API version that this cluster serves.',
  },
]

export interface PlanFailure {
  cause: OlmCause
  why: string
  next: string
}

/** The cause in an InstallPlan's message, or in its steps where the message says nothing. */
export function planFailures(message: string, steps: readonly PlanStep[]): PlanFailure {
  const unsupported = steps.find(
    ({ status }) => status === 'UnsupportedResource' || status === 'NotSupported',
  )
  if (unsupported)
    return {
      cause: 'install-plan-failed',
      why: `OLM does not install a ${unsupported.resource?.kind ?? '?'} of a bundle (${message})`,
      next: `Take ${unsupported.resource?.kind ?? '?'} ${unsupported.resource?.name ?? '?'} out of the bundle.`,
    }
  const known = failures.find(({ pattern }) => pattern.test(message))
  return {
    cause: known?.cause ?? 'install-plan-failed',
    why: message || 'it does not say why',
    next: known?.next ?? 'Correct what the message names, in the bundle or on the cluster.',
  }
}
