import type { KubeObject } from '../../model/kubernetes.js'
import type { OlmSnapshot } from '../types.js'
import type { OlmCause } from './causes.js'
import { csvCondition } from './csv-condition.js'
import { diagnosis, inline, listed } from './diagnosis.js'
import { specOf, statusOf, type CsvSpec, type CsvStatus } from './shapes.js'
import type { OlmDiagnosis } from './types.js'

interface Reason {
  cause: OlmCause
  /** Goes on after the CSV's name. */
  say: (csv: KubeObject, snapshot: OlmSnapshot) => string
  next: string
}

const toMessage = (csv: KubeObject) => inline(statusOf<CsvStatus>(csv).message)

/** Reasons of a CSV that are the cause themselves; all others have theirs in requirements, Deployments or pods. */
const reasons: Record<string, Reason> = {
  UnsupportedOperatorGroup: {
    cause: 'install-mode-unsupported',
    say: (csv, { operatorGroups: [group] }) =>
      `supports the install modes ${listed(supportedModes(csv)) || 'none'}, but OperatorGroup ${group?.metadata.name ?? '?'} targets ${targetsOf(group)}: ${toMessage(csv)}`,
    next: "Set the OperatorGroup's targetNamespaces to what a supported install mode means: the own namespace for OwnNamespace, none at all for AllNamespaces.",
  },
  NoOperatorGroup: {
    cause: 'no-operatorgroup',
    say: (csv) => `is in a namespace without an OperatorGroup: ${toMessage(csv)}`,
    next: 'Create one OperatorGroup in its namespace.',
  },
  TooManyOperatorGroups: {
    cause: 'several-operatorgroups',
    say: (csv) => `is in a namespace with several OperatorGroups: ${toMessage(csv)}`,
    next: 'Delete all OperatorGroups of its namespace but one.',
  },
  InterOperatorGroupOwnerConflict: {
    cause: 'operatorgroup-intersects',
    say: (csv, { operatorGroups: [group] }) =>
      `provides an API that an operator of another OperatorGroup provides in the same namespaces as ${group?.metadata.name ?? '?'}: ${toMessage(csv)}`,
    next: 'Install the operator once, or give the OperatorGroups targetNamespaces that do not intersect.',
  },
  CannotModifyStaticOperatorGroupProvidedAPIs: {
    cause: 'operatorgroup-intersects',
    say: (csv, { operatorGroups: [group] }) =>
      `provides APIs that the static OperatorGroup ${group?.metadata.name ?? '?'} does not list: ${toMessage(csv)}`,
    next: 'Set spec.staticProvidedAPIs of the OperatorGroup to false, or add the APIs to its annotation olm.providedAPIs.',
  },
  OwnerConflict: {
    cause: 'crd-conflict',
    say: (csv) => `owns a CRD that another operator of its namespace owns too: ${toMessage(csv)}`,
    next: 'Delete the other ClusterServiceVersion, or install this one into another namespace.',
  },
  OperatorConditionNotUpgradeable: {
    cause: 'upgrade-refused',
    say: (csv) => `waits, as the installed version says that it must not be upgraded: ${toMessage(csv)}`,
    next: 'Do what the condition Upgradeable of the OperatorCondition of the installed version asks for.',
  },
  InvalidWebhookDescription: {
    cause: 'webhook-not-ready',
    say: (csv) => `describes a webhook that OLM cannot install: ${toMessage(csv)}`,
    next: 'Correct spec.webhookdefinitions in the bundle.',
  },
}

/** The cause that a CSV's reason names by itself. */
export function csvFailures(csv: KubeObject, snapshot: OlmSnapshot): OlmDiagnosis | undefined {
  const { reason = '' } = statusOf<CsvStatus>(csv)
  const known = Object.hasOwn(reasons, reason) ? reasons[reason] : undefined
  if (!known) return undefined
  return diagnosis(csv, {
    cause: known.cause,
    sentence: `ClusterServiceVersion ${csv.metadata.name} ${known.say(csv, snapshot)}`,
    condition: csvCondition(csv),
    next: known.next,
  })
}

function supportedModes(csv: KubeObject): string[] {
  const { installModes = [] } = specOf<CsvSpec>(csv)
  return installModes.flatMap(({ type, supported }) => (supported && type ? [type] : []))
}

function targetsOf(group: KubeObject | undefined): string {
  const { namespaces = [] } = (group?.status ?? {}) as { namespaces?: string[] }
  const { targetNamespaces = namespaces } = (group?.spec ?? {}) as { targetNamespaces?: string[] }
  const names = targetNamespaces.filter((name) => name !== '')
  if (names.length === 0) return 'all namespaces'
  return `${names.length === 1 ? 'namespace' : 'namespaces'} ${listed(names)}`
}
