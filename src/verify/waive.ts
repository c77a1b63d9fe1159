import type { Waiver, Waivers } from '../model/waivers.js'
import { dayOf } from '../model/waivers.js'
import type { Finding, Report } from '../model/report.js'
import { tooWide } from './too-wide.js'

export interface WaiverBook {
  /** The waiver in force for a finding; remembers what it was used for. */
  waiverFor(check: string, finding: Finding): Waiver | undefined
  /** Each waiver with what became of it. */
  states(): Report['waivers']
}

/** Waivers by check and fingerprint; one holds through the day on which it expires (UTC). */
export function waiverBook(waivers: Waivers | undefined, now: Date): WaiverBook {
  const today = dayOf(now)
  const waived = new Map<Waiver, Finding[]>()
  const all = waivers?.waivers ?? []
  return {
    waiverFor(check, finding) {
      const waiver = all.find(
        (one) => one.check === check && one.fingerprint === finding.fingerprint && one.expires >= today,
      )
      if (waiver) waived.set(waiver, [...(waived.get(waiver) ?? []), finding])
      return waiver
    },
    states: () =>
      all.map((waiver) => {
        const findings = waived.get(waiver) ?? []
        const why = tooWide(waiver, findings, now)
        return {
          ...waiver,
          state: waiver.expires < today ? 'expired' : findings.length > 0 ? 'used' : 'unused',
          covers: findings.length,
          ...(why.length > 0 ? { tooWide: why } : {}),
        }
      }),
  }
}

export function applyWaiver(check: string, finding: Finding, book: WaiverBook): Finding {
  const waiver = book.waiverFor(check, finding)
  return waiver ? { ...finding, waivedBy: { reason: waiver.reason, expires: waiver.expires } } : finding
}
