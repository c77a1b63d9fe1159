import { canonicalJson, sha256 } from '../lib/digest.js'
import type { Report } from '../model/report.js'

const ofThisRunOnly = new Set(['startedAt', 'finishedAt', 'durationMs', 'reportDigest'])

/** A digest over everything of a report but times and places on this machine. */
export function reportDigestOf(report: Omit<Report, 'reportDigest'>): string {
  const { path: _path, ...subject } = report.subject
  return sha256(canonicalJson(withoutTimes({ ...report, subject })))
}

function withoutTimes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutTimes)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !ofThisRunOnly.has(key))
      .map(([key, inner]) => [key, withoutTimes(inner)]),
  )
}
