import type { KubeObject } from '../../../model/kubernetes.js'
import { csvCondition } from '../csv-condition.js'
import { diagnosis, inline, listed } from '../diagnosis.js'
import { statusOf, type CsvStatus, type Requirement } from '../shapes.js'
import type { OlmDiagnosis } from '../types.js'

const met = new Set(['Present', 'Satisfied', 'DeploymentFound'])

/** What a CSV in phase Pending still needs. Its account and rights come last, after all else is there: they are told only where nothing else is missing. */
export function requirement(csv: KubeObject): OlmDiagnosis | undefined {
  const { phase, reason, requirementStatus = [] } = statusOf<CsvStatus>(csv)
  if (phase !== 'Pending' || reason === 'RequirementsUnknown') return undefined
  const unmet = requirementStatus.filter(({ status }) => !met.has(status ?? ''))
  const causes = unmet.filter(({ kind }) => kind !== 'ServiceAccount')
  const shown = causes.length > 0 ? causes : unmet
  if (shown.length === 0) return undefined
  return diagnosis(csv, {
    cause: 'requirement-not-met',
    sentence: `ClusterServiceVersion ${csv.metadata.name} waits for ${listed(shown.map(inWords))}`,
    condition: csvCondition(csv),
    next: adviceFor(shown[0] ?? {}),
  })
}

function inWords({ kind = '?', name = '?', status, message, dependents = [] }: Requirement): string {
  const rule = dependents.find((one) => one.status !== 'Satisfied')?.message
  const why = [message, rule].filter(Boolean).join(': ')
  return `${kind} ${name} (${status ?? '?'}${why ? `: ${inline(why, 250)}` : ''})`
}

const advice: Record<string, string> = {
  ClusterServiceVersion:
    'Use a cluster of the version that the CSV asks for in minKubeVersion, or lower that in the bundle.',
  CustomResourceDefinition:
    'Put the CRD into the bundle, or install the operator that owns it, in the version that is required.',
  APIService: 'Install the operator that provides this API.',
  ServiceAccount:
    'Wait a minute, as OLM makes account and rights itself; if it stays so, read the InstallPlan and the log of the olm-operator.',
}

function adviceFor({ kind = '' }: Requirement): string {
  return Object.hasOwn(advice, kind)
    ? (advice[kind] ?? '')
    : "Install what provides this API, or take it from the CSV's requirements."
}
