import type { Finding, Place } from '../model/report.js'
import { clip, oneLine, printable } from '../lib/printable.js'

/** How many findings of one check a text shows; the rest is counted, and is in report.json. */
export const shownFindings = 20
const shownPlaces = 5
const valueLimit = 2000

/** `must-gather/version:2`. */
export function placeText(place: Place): string {
  const path = oneLine(place.path)
  return place.line === undefined ? path : `${path}:${place.line}`
}

/** Where a finding is: its place, the next ones, and how many more there are; `undefined` where it has no place. */
export function whereText(finding: Finding): string | undefined {
  const first = finding.at ? [placeText(finding.at)] : []
  const all = [...new Set([...first, ...(finding.places ?? []).map(placeText)])]
  if (all.length === 0) return undefined
  const shown = all.slice(0, shownPlaces)
  const more = Math.max(finding.count, all.length) - shown.length
  const text = shown.map((place, index) => shortened(place, shown[index - 1])).join(', ')
  return more > 0 ? `${text} and ${more} more` : text
}

/** `:4` where the place before was line 3 of the same file. */
function shortened(place: string, before = ''): string {
  const path = /^(.*):\d+$/s.exec(before)?.[1]
  return path !== undefined && place.startsWith(`${path}:`) ? place.slice(path.length) : place
}

/** The rows of a finding, label and text: want, got, where, its own level, fix. Control characters are written out. */
export function findingRows(finding: Finding): [label: string, text: string][] {
  const where = whereText(finding)
  const waived = finding.waivedBy
  return [
    ['want', show(finding.want)],
    ['got', show(finding.got)],
    ...(where === undefined ? [] : [['where', where] as [string, string]]),
    ...(finding.level ? [['level', finding.level] as [string, string]] : []),
    ['fix', show(finding.fix)],
    ...(waived
      ? [['waived', `${show(waived.reason)} (until ${oneLine(waived.expires)})`] as [string, string]]
      : []),
  ]
}

/** A finding as indented lines below its message. */
export function findingText(finding: Finding): string {
  const rows = findingRows(finding).map(([label, text]) => {
    const padded = `  ${label.padEnd(6)} `
    return padded + text.replaceAll('\n', `\n${' '.repeat(padded.length)}`)
  })
  return [show(finding.message), ...rows].join('\n')
}

/** Findings one below the other, with `and N more` where there are many. */
export function findingsText(findings: readonly Finding[]): string {
  const shown = findings.slice(0, shownFindings).map(findingText)
  const more = findings.length - shown.length
  return [...shown, ...(more > 0 ? [`and ${more} more findings (all of them are in report.json)`] : [])].join(
    '\n\n',
  )
}

const show = (text: string): string => clip(printable(text), valueLimit)
