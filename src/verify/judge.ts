import { checks } from '../checks/index.js'
import type { Check, FactsAtHand } from '../model/check.js'
import type { Profile } from '../model/profile.js'
import type { CheckResult, Report } from '../model/report.js'
import type { Waivers } from '../model/waivers.js'
import { certifiableBy } from './certifiable.js'
import { reportDigestOf } from './report-digest.js'
import { runCheck } from './run-check.js'
import { sealReport } from './seal-report.js'
import { subjectOf } from './subject.js'
import { exitCodeOf, verdictOf } from './verdict.js'
import { waiverBook } from './waive.js'
import { wholenessOf } from './wholeness.js'

export interface JudgeOptions {
  profile: Profile
  waivers?: Waivers | undefined
  tool: { name: string; version: string }
  /** Where the capture lies. */
  path: string
  configDigest?: string | undefined
  now: Date
  /** Which checks are evaluated (`--grep`); the others are gaps. Default: all. */
  selects?: ((title: string) => boolean) | undefined
}

/** Facts in, report out; the same facts give the same report. */
export function judge(atHand: FactsAtHand, options: JudgeOptions): Report {
  const { profile, tool, now } = options
  const { record } = atHand.facts
  const run = {
    atHand,
    context: { profile },
    wholeness: wholenessOf(atHand.facts),
    waivers: waiverBook(options.waivers, now),
  }
  const results = checks.flatMap((check) => {
    const level = profile.checks[check.id] ?? 'off'
    if (level === 'off') return []
    return [options.selects?.(titleOf(check)) === false ? leftOut(check, level) : runCheck(check, level, run)]
  })
  const phases = record?.phases ?? []
  const unsealed: Omit<Report, 'reportDigest'> = {
    schemaVersion: 'report/v1',
    tool,
    subject: subjectOf(atHand.facts, options),
    ...clusterOf(atHand, results),
    certifiable: certifiableBy(record, results),
    profile: profile.name,
    verdict: verdictOf(results, phases),
    exitCode: exitCodeOf(results, phases),
    ...(record ? { startedAt: record.run.startedAt, durationMs: durationOf(record.run) } : {}),
    checks: results,
    phases,
    functests: (record?.functests ?? []).map((functest) => ({ ...functest })),
    waivers: run.waivers.states(),
    notes: notesOf(atHand),
  }
  const report = sealReport(unsealed, atHand, options.waivers?.salt)
  return { ...report, reportDigest: reportDigestOf(report) }
}

/** The name of a check's test, which `--grep` is held against. */
export const titleOf = ({ group, id, title }: Pick<Check, 'group' | 'id' | 'title'>) =>
  `${group} ${id} ${title}`

function leftOut({ id, title, group, contract }: Check, level: CheckResult['level']): CheckResult {
  return {
    id,
    title,
    group,
    level,
    contract,
    outcome: 'skip',
    skip: 'not-evaluated',
    reason: 'left out by --grep',
    findings: [],
  }
}

function clusterOf({ facts }: FactsAtHand, results: readonly CheckResult[]): Pick<Report, 'cluster'> {
  const cluster = facts.record?.cluster
  if (!cluster) return {}
  const { driver, version, platform, isolation, client, server, openshift, nodes } = cluster
  return {
    cluster: {
      driver,
      version,
      platform,
      ...(server ? { server } : {}),
      ...(openshift ? { openshift } : {}),
      ...(nodes ? { nodes } : {}),
      certifiable: certifiableBy(facts.record, results).value,
      ...(isolation ? { isolation } : {}),
      ...(client ? { client } : {}),
    },
  }
}

const durationOf = ({ startedAt, finishedAt }: { startedAt: string; finishedAt?: string }) =>
  finishedAt ? Date.parse(finishedAt) - Date.parse(startedAt) : 0

function notesOf({ facts }: FactsAtHand): string[] {
  const { record, capture } = facts
  const { method, asked, why, notes: ofInstall = [] } = record?.install ?? {}
  const notes = (record?.images ?? []).flatMap(({ role, ref, source, notes }) => [
    ...(source === 'stand-in' ? [`A stand-in ran in place of ${role} ${ref}.`] : []),
    ...(source === 'built' ? [`${role} ${ref} was built from its folder.`] : []),
    ...notes.map((note) => `${role}: ${note}`),
  ])
  if (why !== undefined)
    notes.push(`The operator was installed by ${method}, not by ${asked} as isv.yaml says: ${why}.`)
  notes.push(...ofInstall)
  if (capture?.state === 'partial') notes.push('The capture is partial: the run did not end by itself.')
  if (record?.cluster?.client) notes.push(`Gather scripts used ${record.cluster.client}.`)
  return notes
}
