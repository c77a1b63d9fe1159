import { join } from 'node:path'
import { classifyPull } from '../../gather/image-failure.js'
import { InstallFailed, type InstalledByOlm, type InstallFault } from '../../install/index.js'
import { ExpectedError, exitCodes } from '../../model/errors.js'
import { createFolderWriter, inspectOperators, type OlmDiagnosis } from '../../olm/index.js'
import { connectionOf } from '../connection-of.js'
import type { RunState } from '../types.js'

/** Whose fault a cause is: the contract's, the cluster's, or that of a pull, which its message tells. */
type Whose = 'contract' | 'environment' | 'deadline' | 'pull'

/** All others are the contract's. */
const notTheContracts: Readonly<Partial<Record<OlmDiagnosis['cause'], Whose>>> = {
  'no-operatorgroup': 'environment',
  'several-operatorgroups': 'environment',
  'operatorgroup-intersects': 'environment',
  'not-resolved-yet': 'environment',
  'catalog-missing': 'environment',
  'catalog-not-ready': 'pull',
  'image-not-pulled': 'pull',
  unpacking: 'deadline',
  'unpack-timeout': 'environment',
  installing: 'deadline',
  'install-plan-missing': 'environment',
  // Nothing of the ISV takes it away.
  'csv-deleted': 'environment',
  'pod-not-scheduled': 'environment',
}

/**
 * What an install through OLM that did not come to its end fails with: a finding (`InstallFailed`), or an error of the run
 * (exit code 3, or 4 where OLM was only slow). All that OLM made of it is put into the capture, below `olm/`.
 */
export async function olmFailure(
  state: RunState,
  { names, driven }: InstalledByOlm,
  signal: AbortSignal,
): Promise<InstallFailed | ExpectedError> {
  const diagnosis = await inspect(state, names.namespace, signal)
  const fault = toFault(driven, diagnosis)
  const whose = whoseFault(driven, diagnosis)
  if (whose === 'contract') return new InstallFailed(fault)
  await recordFault(state, fault)
  return new ExpectedError({
    code: `install.olm.${fault.cause}`,
    message: fault.summary,
    next: fault.next ?? 'See olm/ in the capture.',
    exitCode: whose === 'deadline' ? exitCodes.deadline : exitCodes.environment,
  })
}

async function inspect(
  state: RunState,
  namespace: string,
  signal: AbortSignal,
): Promise<OlmDiagnosis | undefined> {
  const { isv, logger, redact } = state.options
  const writer = createFolderWriter(join(state.capture.dir, 'olm'))
  const packageName = isv.install.olm?.package
  const connection = connectionOf(state)
  const { subscriptions } = await inspectOperators({
    ...{ connection, packageName, namespace, writer, signal, logger, redact },
  })
  return subscriptions[0]?.diagnosis
}

type Driven = InstalledByOlm['driven']

function toFault(driven: Driven, diagnosis: OlmDiagnosis | undefined): InstallFault {
  const seen = sentenceOf(driven)
  if (!diagnosis || diagnosis.healthy)
    return { cause: 'other-csv', summary: seen, next: 'Let the bundle, the channel and startingCSV agree.' }
  const { cause, sentence, object, next } = diagnosis
  const place = object.namespace === undefined ? object.name : `${object.namespace}/${object.name}`
  // What the run itself would not do, OLM does not know.
  const summary = driven.outcome === 'stopped' && driven.final ? `${sentence} ${seen}` : sentence
  return { cause, summary, object: `${object.kind} ${place}`, next }
}

function sentenceOf(driven: Driven): string {
  if (driven.outcome === 'stopped') return `${driven.sign.charAt(0).toUpperCase()}${driven.sign.slice(1)}.`
  return driven.outcome === 'overdue' ? `OLM did not come to its end; it waited for ${driven.waitedFor}.` : ''
}

function whoseFault(driven: Driven, diagnosis: OlmDiagnosis | undefined): Exclude<Whose, 'pull'> {
  if (!diagnosis) return 'environment'
  if (diagnosis.healthy) return driven.outcome === 'overdue' ? 'deadline' : 'contract'
  const whose = notTheContracts[diagnosis.cause] ?? 'contract'
  if (whose !== 'pull') return whose
  // The sentence has the pod's own words; conditions speak of what follows from them.
  const { sentence } = diagnosis
  return sentence.includes('cannot pull image') && classifyPull(sentence) === 'registry-trouble'
    ? 'environment'
    : 'contract'
}

/** Into capture.json, where the report finds it. */
export const recordFault = ({ capture }: RunState, fault: InstallFault): Promise<void> =>
  capture.update(({ install }) => {
    if (install) Object.assign(install, fault)
  })
