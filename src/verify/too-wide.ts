import { clip, oneLine } from '../lib/printable.js'
import type { Finding } from '../model/report.js'
import type { Waiver } from '../model/waivers.js'
import { latestExpiry } from '../model/waivers.js'

const shown = 3

/**
 * Why a waiver accepts more than one thing for a limited time: it covers several findings of the capture, as names that
 * differ in generated parts alone have one fingerprint, or it holds for longer than a year. It waives all the same.
 */
export function tooWide(waiver: Waiver, findings: readonly Finding[], now: Date): string[] {
  const latest = latestExpiry(now)
  const different = [...new Set(findings.map(({ message }) => oneLine(message, 160)))]
  return [
    ...(different.length > 1 ? [`it covers ${different.length} findings: ${someOf(different)}`] : []),
    ...(waiver.expires > latest ? [`it holds for more than a year, that is beyond ${latest}`] : []),
  ]
}

function someOf(messages: readonly string[]): string {
  const more = messages.length - shown
  const text = messages.slice(0, shown).join('; ')
  return more > 0 ? `${clip(text, 500)} and ${more} more` : clip(text, 500)
}
