import { stripVTControlCharacters } from 'node:util'
import type { CheckResult, Report } from '../../model/report.js'
import { formatDuration } from '../../lib/duration.js'
import { clip, oneLine, printable } from '../../lib/printable.js'
import { checkSummary } from '../cases.js'
import { findingsText } from '../finding-text.js'
import { inert } from '../inert.js'
import { headline } from '../headline.js'
import type { RenderOptions, Reporter } from '../reporter.js'
import { sectionsOf } from '../sections.js'
import { needsAttention, waiverText } from '../waiver-text.js'
import type { Section, SectionName } from '../sections.js'

/** What the terminal shows: the verdict first, then what decides it, at length; the rest in a line each or a count. */
export const textReporter: Reporter = { name: 'text', render: renderText }

const shownRows = 30

type Style = 'bold' | 'red' | 'green' | 'yellow' | 'dim'
type Paint = (style: Style, text: string) => string
const codes: Record<Style, [number, number]> = {
  bold: [1, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  dim: [2, 22],
}

const verdictStyles: Record<Report['verdict'], Style> = {
  pass: 'green',
  fail: 'red',
  incomplete: 'yellow',
  error: 'red',
}

/** Sections shown in full, in one line per check, and only counted in the first line. */
const layouts: Record<SectionName, { show: 'full' | 'line' | 'count'; style: Style }> = {
  failed: { show: 'full', style: 'red' },
  error: { show: 'full', style: 'red' },
  notEvaluated: { show: 'line', style: 'yellow' },
  recommended: { show: 'full', style: 'yellow' },
  waived: { show: 'line', style: 'yellow' },
  passed: { show: 'count', style: 'green' },
  skipped: { show: 'line', style: 'dim' },
}

function renderText(report: Report, { colour = false }: RenderOptions = {}): string {
  const paint: Paint = (style, text) =>
    colour ? `\x1b[${codes[style][0]}m${text}\x1b[${codes[style][1]}m` : text
  const first = headline(report).replace(/^\w+/, (verdict) => paint(verdictStyles[report.verdict], verdict))
  const blocks = [
    first,
    ...sectionsOf(report).map((section) => sectionText(section, paint)),
    listText('Phases that did not pass', phaseLines(report), paint),
    listText('Functests that did not pass', functestLines(report), paint),
    listText('Waivers', waiverLines(report), paint),
    listText(
      'Notes',
      report.notes.map((note) => oneLine(note)),
      paint,
    ),
    `verdict: ${paint(verdictStyles[report.verdict], report.verdict)} (exit code ${report.exitCode})`,
  ]
  return `${inert(blocks.filter((block) => block !== '').join('\n\n'))}\n`
}

function sectionText(section: Section, paint: Paint): string {
  const { show, style } = layouts[section.name]
  if (show === 'count') return ''
  if (show === 'full') return section.checks.map((check) => checkText(check, style, paint)).join('\n\n')
  const lines = section.checks.map((check) => checkLine(check, section.name === 'skipped'))
  return listText(section.title, lines, paint)
}

function checkText(check: CheckResult, style: Style, paint: Paint): string {
  const heading = paint('bold', paint(style, `${check.id} ${oneLine(check.title)}`))
  const level = check.level === 'required' ? '' : paint('dim', ' (recommended, not counted in the verdict)')
  const reason = check.reason === undefined ? [] : [clip(printable(check.reason), 4000)]
  const body = [...reason, ...(check.findings.length > 0 ? [findingsText(check.findings)] : [])].join('\n\n')
  const link = `  link   ${oneLine(check.contract.link)}`
  return `${heading}${level}\n${indent([body, link].filter((part) => part !== '').join('\n'))}`
}

/** A heading says of most what became of them; of those skipped, each has to say which kind of skip it is. */
const checkLine = (check: CheckResult, tellsKind: boolean): string => {
  const summary = checkSummary(check)
  const told = tellsKind ? summary : summary.replace(/^(?:not-evaluated|waived): /, '')
  return `${check.id} ${oneLine(check.title)}: ${told}${expiry(check)}`
}

function expiry(check: CheckResult): string {
  const waived = check.findings.flatMap(({ waivedBy }) => (waivedBy ? [waivedBy] : []))
  return waived.map(({ reason, expires }) => `; ${oneLine(reason, 200)} (until ${oneLine(expires)})`).join('')
}

function phaseLines(report: Report): string[] {
  return report.phases
    .filter((phase) => phase.outcome !== 'passed' && phase.outcome !== 'skipped')
    .map((phase) => {
      const { error } = phase
      const why = error
        ? `${error.code}: ${error.message}; ${error.next}`
        : (phase.reason ?? 'no reason given')
      const after = phase.durationMs === undefined ? '' : ` after ${formatDuration(phase.durationMs)}`
      return oneLine(`${phase.name} ${phase.outcome}${after}: ${why}`, 1000)
    })
}

const functestLines = (report: Report): string[] =>
  report.functests
    .filter((functest) => functest.outcome !== 'passed')
    .map(({ name, outcome, exitCode, output }) => {
      const tail = clip(
        printable(stripVTControlCharacters(output)).trimEnd().split('\n').slice(-8).join('\n'),
        2000,
      )
      const ended = exitCode === undefined ? outcome : `${outcome}, exit code ${exitCode}`
      return `${oneLine(name)}: ${oneLine(ended)}${tail === '' ? '' : `\n${indent(tail, '    ')}`}`
    })

/** A waiver that does nothing, or too much, is worth a line; one that is used stands at its check. */
const waiverLines = (report: Report): string[] =>
  report.waivers
    .filter(needsAttention)
    .map((waiver) => oneLine(`${waiver.check} ${waiver.fingerprint} is ${waiverText(waiver, report)}`, 1000))

function listText(title: string, lines: readonly string[], paint: Paint): string {
  if (lines.length === 0) return ''
  const more = lines.length > shownRows ? [`and ${lines.length - shownRows} more`] : []
  const shown = [...lines.slice(0, shownRows), ...more].map((line) => `  ${line}`)
  return [paint('bold', `${title} (${lines.length})`), ...shown].join('\n')
}

const indent = (text: string, by = '  '): string => text.replace(/^(?=.)/gm, by)
