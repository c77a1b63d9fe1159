import picomatch from 'picomatch'
import semver from 'semver'
import type { CaptureRecord } from '../model/capture-record.js'
import type { ExpectedEntry, ExpectedFiles } from '../model/expected-files.js'
import type { ExpectedFact, Glob, PlannedEntry } from '../model/facts.js'
import type { LiveObjects } from '../model/image-probe.js'
import type { ResolvedIsv } from '../model/isv-config.js'

export interface PlanContext {
  config: ResolvedIsv
  record?: CaptureRecord | undefined
  live?: LiveObjects | undefined
}

/** Fills in an expected list for one capture. */
export function planExpected(expected: ExpectedFiles, context: PlanContext): ExpectedFact {
  return {
    entries: expected.files.map((entry) => planEntry(entry, context)),
    forbidden: (expected.forbidden ?? []).map(compileGlob),
    unexpectedEmpty: expected.unexpectedEmpty ?? 'fail',
    unexpected: expected.unexpected ?? 'allow',
  }
}

function planEntry(entry: ExpectedEntry, context: PlanContext): PlannedEntry {
  const skip = conditionOf(entry, context)
  if (skip) return { entry, globs: [], skip }
  const rows = variableRows(entry, context)
  if ('kind' in rows) return { entry, globs: [], skip: rows }
  return { entry, globs: rows.map((row) => compileGlob(fillIn(entry.path, row))) }
}

function compileGlob(glob: string): Glob {
  return { glob, matches: picomatch(glob, { dot: true }) }
}

function conditionOf({ when }: ExpectedEntry, { record }: PlanContext): PlannedEntry['skip'] {
  if (!when) return undefined
  const cluster = record?.cluster
  if (!cluster)
    return { kind: 'not-evaluated', reason: 'the capture does not say on what cluster it was made' }
  if (when.platform && when.platform !== cluster.platform)
    return no(`the cluster is ${cluster.platform}, not ${when.platform}`)
  if (when.feature && !cluster.features.includes(when.feature))
    return no(`the cluster does not serve ${when.feature}`)
  const version = semver.coerce(cluster.version)
  if (when.version && version && !semver.satisfies(version, when.version))
    return no(`version ${cluster.version} is not ${when.version}`)
  return undefined
}

const no = (reason: string) => ({ kind: 'not-applicable', reason }) as const

type Variables = Record<string, string>

function variableRows(
  entry: ExpectedEntry,
  context: PlanContext,
): Variables[] | NonNullable<PlannedEntry['skip']> {
  const run = runVariables(context)
  const wanted = entry.for
  if (!wanted) return [run]
  if (!context.live)
    return { kind: 'not-evaluated', reason: 'the capture does not hold the live objects (cluster.json)' }
  const namespace = wanted.namespace && fillIn(wanted.namespace, run)
  const objects = context.live.objects.filter(
    (object) =>
      object.kind === wanted.kind &&
      (wanted.apiVersion === undefined || object.apiVersion === wanted.apiVersion) &&
      (namespace === undefined || object.namespace === namespace) &&
      Object.entries(wanted.labels ?? {}).every(([key, value]) => object.labels?.[key] === value),
  )
  if (objects.length === 0)
    return no(`there was no ${wanted.kind}${namespace ? ` in ${namespace}` : ''} on the cluster`)
  return objects.map((object) => ({ ...run, name: object.name, namespace: object.namespace ?? '' }))
}

function runVariables({ config }: PlanContext): Variables {
  return {
    isv: config.name,
    namespace: config.install.namespace,
    ...(config.contract.operatorVersion === undefined
      ? {}
      : { operatorVersion: config.contract.operatorVersion }),
  }
}

/** The variables that a path of an expected list may hold. */
export const expectedVariables = ['isv', 'namespace', 'operatorVersion', 'name'] as const

function fillIn(text: string, variables: Variables): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => variables[name] ?? whole)
}
