import { parseDuration } from '../lib/duration.js'
import type { CheckOutcome, FindingDraft } from '../model/check.js'
import { repeats as names } from '../model/capture-record.js'
import type { GatherRecord } from '../model/capture-record.js'
import type { Facts } from '../model/facts.js'
import { logAgeToleranceMs } from '../model/log-age.js'
import { contract } from './contract.js'
import { counted, defineCheck, notApplicable, notEvaluated } from './define-check.js'
import { placeIn } from './gathers.js'
import { oldLogs, podLogs } from './pod-logs.js'
import { repeatNamed, worseEnd } from './repeats.js'

/** The limits that a client sets, and what each allows. */
const limits = [
  {
    gather: names.since,
    variable: 'MUST_GATHER_SINCE',
    value: ({ since }: GatherRecord) => since,
    from: ({ since = '', startedAt = '' }: GatherRecord) =>
      Date.parse(startedAt) - (parseDuration(since) ?? NaN),
  },
  {
    gather: names.sinceTime,
    variable: 'MUST_GATHER_SINCE_TIME',
    value: ({ sinceTime }: GatherRecord) => sinceTime,
    from: ({ sinceTime = '' }: GatherRecord) => Date.parse(sinceTime),
  },
] as const

export const sinceIgnored = defineCheck({
  id: 'MG-RUN-005',
  title: 'MUST_GATHER_SINCE ignored',
  group: 'must-gather',
  contract: contract.since,
  reads: ['record', 'gathers', 'repeats'],
  fix: 'Give every command that reads logs --since="$MUST_GATHER_SINCE" or --since-time="$MUST_GATHER_SINCE_TIME" where the variable is set.',
  evaluate(facts) {
    const outcomes = limits.map((limit) => judge(limit, facts))
    const findings = outcomes.flatMap((one) => ('findings' in one ? one.findings : []))
    const looked = outcomes.flatMap((one) => ('looked' in one ? [one.looked] : [])).join(', ')
    if (findings.length > 0) return { looked, findings }
    // Both must be shown to be heeded.
    return outcomes.find((one) => 'skip' in one) ?? { looked, findings }
  },
})

function judge(
  { gather, variable, value, from }: (typeof limits)[number],
  { record, gathers, repeats }: Pick<Facts, 'record' | 'gathers' | 'repeats'>,
): CheckOutcome {
  const repeat = repeatNamed({ record, repeats }, gather, 'since')
  if ('why' in repeat) return notEvaluated(repeat.why)
  const { run, facts } = repeat
  const setting = `${variable}=${value(run) ?? ''}`
  const first = gathers.find(({ name }) => name === 'default')
  const worse = worseEnd(run, first?.record)
  if (worse !== undefined) return { looked: setting, findings: [failedWith(setting, gather, worse)] }
  const unlimited = [...gathers, ...repeats].filter(({ name }) => name === 'default' || name === names.again)
  const before = from(run) - logAgeToleranceMs
  const known = oldLogs(unlimited, before, record)
  if (known.length === 0) {
    return unlimited.some((one) => podLogs(one, record).some(({ blank }) => !blank))
      ? notEvaluated('no line of the gathered logs is known to be old: gather them with --timestamps')
      : notApplicable('it gathers no log of a container')
  }
  const heedless = oldLogs([facts], before, record, known)
  const [worst] = heedless
  return {
    looked: `${counted(known.length, 'log')} with older lines under ${setting}`,
    findings: worst
      ? [
          {
            message: `${setting} is ignored: ${worst.file.path} has lines from before`,
            want: `no line older than ${new Date(from(run)).toISOString()}`,
            got: worst.file.lines?.earliest
              ? `a line of ${worst.file.lines.earliest}`
              : 'the first line of the whole log',
            at: placeIn(facts, worst.file.path),
            count: heedless.length,
            ...(heedless.length > 1
              ? { places: heedless.map(({ file }) => placeIn(facts, file.path)).slice(0, 20) }
              : {}),
            subject: variable,
          },
        ]
      : [],
  }
}

const failedWith = (setting: string, gather: string, got: string): FindingDraft => ({
  message: `the gather fails where ${setting} is set`,
  want: 'the end that it has without',
  got,
  at: { path: `gathers/${gather}/gather.log` },
  subject: setting.replace(/=.*/, ''),
})
