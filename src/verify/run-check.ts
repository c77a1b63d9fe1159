import type { Check, CheckContext, CheckOutcome, FactsAtHand, FindingDraft } from '../model/check.js'
import { byGravity, gravest, levelOfPart } from './levels.js'
import type { Level } from '../model/profile.js'
import type { CheckResult, Finding } from '../model/report.js'
import { fingerprintOf } from './fingerprint.js'
import type { WaiverBook } from './waive.js'
import { applyWaiver } from './waive.js'
import type { Wholeness } from './wholeness.js'

export interface CheckRun {
  atHand: FactsAtHand
  context: CheckContext
  wholeness: Wholeness
  waivers: WaiverBook
}

/** Runs one check on the facts that it reads. What it throws is the harness's fault: an error, never a failure. */
export function runCheck(check: Check, level: Level, run: CheckRun): CheckResult {
  const head = { id: check.id, title: check.title, group: check.group, level, contract: check.contract }
  let outcome: CheckOutcome
  try {
    outcome = evaluate(check, run)
  } catch (error) {
    const reason = `the check itself failed (${error instanceof Error ? error.name : typeof error}): a fault of the harness, please report it`
    return { ...head, outcome: 'error', reason, findings: [] }
  }
  if ('skip' in outcome) {
    const { skip, reason, because } = outcome
    return { ...head, outcome: 'skip', skip, reason, ...(because ? { because } : {}), findings: [] }
  }
  const findings = outcome.findings.flatMap((draft) => {
    const own = levelOfPart(check, draft.part, level, run.context.profile)
    if (own === 'off') return []
    const finding = { ...toFinding(check, draft), ...(own === level ? {} : { level: own }) }
    return [applyWaiver(check.id, finding, run.waivers)]
  })
  // Reports show the first of many.
  findings.sort((a, b) => byGravity(a.level ?? level, b.level ?? level))
  const outcomes = { outcome: outcomeOf(findings), looked: outcome.looked, findings }
  return { ...head, level: gravest(level, findings), ...outcomes }
}

function evaluate(check: Check, { atHand, context, wholeness }: CheckRun): CheckOutcome {
  if (wholeness.whole) return evaluateWhole(check, atHand, context)
  const { reason, because } = wholeness
  const gap: CheckOutcome = { skip: 'not-evaluated', reason, ...(because ? { because } : {}) }
  const onPartial = check.onPartial ?? 'skip'
  if (onPartial === 'skip') return gap
  const outcome = evaluateWhole(check, atHand, context)
  // What could not be evaluated in a run that broke off is the fault of what broke it off, unless it knows better.
  if ('skip' in outcome) return outcome.skip === 'not-evaluated' && !outcome.because ? gap : outcome
  return onPartial === 'findings' && outcome.findings.length === 0 ? gap : outcome
}

function evaluateWhole(check: Check, { facts, absent }: FactsAtHand, context: CheckContext): CheckOutcome {
  const missing = check.reads.find((name) => facts[name] === undefined)
  return missing
    ? { skip: 'not-evaluated', reason: absent[missing] ?? `${missing} is not known` }
    : check.evaluate(facts as never, context)
}

function toFinding(check: Check, draft: FindingDraft): Finding {
  const { message, want, got, at, count = 1, places, fix = check.fix, rule } = draft
  return {
    message,
    want,
    got,
    ...(at ? { at } : {}),
    count,
    ...(places ? { places } : {}),
    fix,
    fingerprint: fingerprintOf(check.id, draft),
    ...(rule ? { rule } : {}),
  }
}

function outcomeOf(findings: readonly Finding[]): CheckResult['outcome'] {
  if (findings.some(({ waivedBy }) => !waivedBy)) return 'fail'
  return findings.length > 0 ? 'waived' : 'pass'
}
