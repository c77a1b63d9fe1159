import type { CaptureRecord } from '../model/capture-record.js'
import type { ExpectedEntry, ExpectedFiles } from '../model/expected-files.js'
import type { ExpectedFact, PlannedEntry } from '../model/facts.js'
import type { LiveObjects } from '../model/image-probe.js'
import type { ResolvedIsv } from '../model/isv-config.js'
import { conditionOf } from './expected-condition.js'
import type { Variables } from './glob.js'
import { compileGlob, escapeGlob, fillIn } from './glob.js'

export interface PlanContext {
  /** Without it the variables are what the capture says of itself. */
  config?: ResolvedIsv | undefined
  record?: CaptureRecord | undefined
  live?: LiveObjects | undefined
}

/** Fills in an expected list for one capture. */
export function planExpected(expected: ExpectedFiles, context: PlanContext): ExpectedFact {
  const run = runVariables(context)
  return {
    entries: expected.files.map((entry) => planEntry(entry, run, context)),
    forbidden: (expected.forbidden ?? []).map((glob) => compileGlob(fillIn(glob, run))),
    unexpectedEmpty: expected.unexpectedEmpty ?? 'fail',
    unexpected: expected.unexpected ?? 'allow',
  }
}

function planEntry(entry: ExpectedEntry, run: Variables, context: PlanContext): PlannedEntry {
  const rows = variableRows(entry, run, context)
  const skip = conditionOf(entry.when, context.record?.cluster) ?? ('kind' in rows ? rows : undefined)
  if (skip?.kind === 'not-applicable') return { entry, globs: [], skip }
  // What cannot be decided may be there: it is neither missed nor unexpected.
  const known = 'kind' in rows ? [{ ...run, name: '*', namespace: '*' }] : rows
  const globs = known.map((row) => compileGlob(fillIn(entry.path, row)))
  return { entry, globs, ...(skip ? { skip } : {}) }
}

type Skip = NonNullable<PlannedEntry['skip']>

/** The variables of the path: once, or for each live object that is asked for. */
function variableRows(
  { for: wanted }: ExpectedEntry,
  run: Variables,
  { live }: PlanContext,
): Variables[] | Skip {
  if (!wanted) return [run]
  if (!live)
    return { kind: 'not-evaluated', reason: 'the capture does not hold the live objects (cluster.json)' }
  const namespace = wanted.namespace && fillIn(wanted.namespace, run)
  const objects = live.objects.filter(
    (object) =>
      object.kind === wanted.kind &&
      (wanted.apiVersion ?? object.apiVersion) === object.apiVersion &&
      (namespace ?? object.namespace) === object.namespace &&
      Object.entries(wanted.labels ?? {}).every(([key, value]) => object.labels?.[key] === value),
  )
  if (objects.length === 0) {
    const where = namespace === undefined ? '' : ` in ${namespace}`
    return { kind: 'not-applicable', reason: `there was no such ${wanted.kind}${where} on the cluster` }
  }
  return objects.map(({ name, namespace = '' }) => ({
    ...run,
    name: escapeGlob(name),
    namespace: escapeGlob(namespace),
  }))
}

/** What `{...}` in a list is filled in with for one capture; what is not known is left out. */
export function runVariables({ config, record }: Omit<PlanContext, 'live'>): Variables {
  if (!config) return record ? { isv: record.isv.name, namespace: record.environment.namespace } : {}
  const { operatorVersion } = config.contract
  return {
    isv: config.name,
    namespace: config.install.namespace,
    ...(operatorVersion === undefined ? {} : { operatorVersion: escapeGlob(operatorVersion) }),
  }
}
