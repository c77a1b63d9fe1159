import type { Waiver, Waivers } from '../model/waivers.js'
import type { Finding, Report } from '../model/report.js'

export interface WaiverBook {
  /** The waiver in force for a finding; remembers that it was used. */
  waiverFor(check: string, fingerprint: string): Waiver | undefined
  /** Each waiver with what became of it. */
  states(): Report['waivers']
}

/** Waivers by check and fingerprint; one holds through the day on which it expires (UTC). */
export function waiverBook(waivers: Waivers | undefined, now: Date): WaiverBook {
  const today = now.toISOString().slice(0, 10)
  const used = new Set<Waiver>()
  const all = waivers?.waivers ?? []
  return {
    waiverFor(check, fingerprint) {
      const waiver = all.find(
        (one) => one.check === check && one.fingerprint === fingerprint && one.expires >= today,
      )
      if (waiver) used.add(waiver)
      return waiver
    },
    states: () =>
      all.map((waiver) => ({
        ...waiver,
        state: waiver.expires < today ? 'expired' : used.has(waiver) ? 'used' : 'unused',
      })),
  }
}

export function applyWaiver(check: string, finding: Finding, book: WaiverBook): Finding {
  const waiver = book.waiverFor(check, finding.fingerprint)
  return waiver ? { ...finding, waivedBy: { reason: waiver.reason, expires: waiver.expires } } : finding
}
