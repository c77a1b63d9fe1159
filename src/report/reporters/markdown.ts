import { stripVTControlCharacters } from 'node:util'
import type { CheckResult, Finding, Report } from '../../model/report.js'
import { clip, oneLine, printable } from '../../lib/printable.js'
import { checkSummary } from '../cases.js'
import { whereText } from '../finding-text.js'
import { certifiableText, clusterText, countsText, groupCounts, subjectName } from '../headline.js'
import { escapeHtml, markdown } from '../markdown-text.js'
import type { Reporter } from '../reporter.js'
import { sectionsOf } from '../sections.js'
import { waiverText } from '../waiver-text.js'
import type { Section, SectionName } from '../sections.js'

/** `summary.md`, for a CI's summary page: the verdict, a table of what decides it, the rest collapsed. */
export const markdownReporter: Reporter = { name: 'md', fileName: () => 'summary.md', render: renderMarkdown }

// GitHub refuses a summary of more than 1 MiB.
const rowsPerCheck = 10
const rowsPerTable = 100
const valueLimit = 400
const outputLimit = 4000

const marks: Record<Report['verdict'], string> = { pass: '✅', fail: '❌', incomplete: '⚠️', error: '💥' }
const inTable: readonly SectionName[] = ['failed', 'error', 'notEvaluated', 'recommended']

function renderMarkdown(report: Report): string {
  const sections = sectionsOf(report)
  const parts = [
    `## ${marks[report.verdict]} ${report.verdict}: must-gather of ${markdown(subjectName(report))}`,
    `${countsText(report)}. ${capital(markdown(certifiableText(report)))}.`,
    ...sections.filter(({ name }) => inTable.includes(name)).map(sectionTable),
    phaseProblems(report),
    functestProblems(report),
    list(
      '### Notes',
      report.notes.map((note) => markdown(oneLine(note))),
    ),
    collapsed(sections.filter(({ name }) => !inTable.includes(name))),
    waivers(report),
    about(report),
  ]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

function sectionTable({ title, checks }: Section): string {
  const rows = checks.flatMap(checkRows)
  const shown = rows.slice(0, rowsPerTable)
  const more =
    rows.length > shown.length ? [`\nand ${rows.length - shown.length} more rows in report.json`] : []
  const head = ['| Check | Level | What | Where | Fix |', '|---|---|---|---|---|']
  return [`### ${title} (${checks.length})\n`, ...head, ...shown, ...more].join('\n')
}

function checkRows(check: CheckResult): string[] {
  const name = `**${check.id}** ${cell(check.title)}${contractLink(check)}`
  if (check.findings.length === 0) return [row([name, check.level, cell(checkSummary(check)), '', ''])]
  const shown = check.findings.slice(0, rowsPerCheck).map((finding) => findingRow(name, check, finding))
  const more = check.findings.length - shown.length
  return more > 0
    ? [...shown, row([name, check.level, `and ${more} more findings in report.json`, '', ''])]
    : shown
}

function findingRow(name: string, check: CheckResult, finding: Finding): string {
  const what = `${cell(finding.message)}<br>want: ${cell(finding.want)}<br>got: ${cell(finding.got)}`
  return row([name, finding.level ?? check.level, what, cell(whereText(finding) ?? ''), cell(finding.fix)])
}

/** Only an absolute link leads anywhere from a CI's page. */
function contractLink({ contract: { link } }: CheckResult): string {
  const safe = /^https?:\/\/[\w./#?=&%~+-]+$/.test(link)
  return safe ? ` ([contract](${link}))` : ''
}

function phaseProblems(report: Report): string {
  const lines = report.phases
    .filter(({ outcome }) => outcome !== 'passed' && outcome !== 'skipped')
    .map(({ name, outcome, reason, error }) => {
      const why = error ? `${error.message} Next: ${error.next}` : (reason ?? '')
      return `**${cell(name)}** ${outcome}: ${cell(why)}`
    })
  return list('### Phases that did not pass', lines)
}

function functestProblems(report: Report): string {
  const lines = report.functests
    .filter(({ outcome }) => outcome !== 'passed')
    .map(({ name, outcome, exitCode, output }) => {
      const ended = exitCode === undefined ? outcome : `${outcome}, exit code ${exitCode}`
      const text = printable(stripVTControlCharacters(output)).trimEnd().slice(-outputLimit)
      const pre = text === '' ? '' : `\n\n<pre>\n${escapeHtml(text)}\n</pre>\n`
      return `<details><summary>${escapeHtml(oneLine(`${name}: ${ended}`, valueLimit))}</summary>${pre}</details>`
    })
  return lines.length === 0 ? '' : ['### Functests that did not pass', ...lines].join('\n\n')
}

function collapsed(sections: readonly Section[]): string {
  const blocks = sections.map(({ title, checks }) => {
    const lines = checks.map((check) => `**${check.id}** ${cell(check.title)}: ${cell(checkSummary(check))}`)
    return `<details><summary>${title} (${checks.length})</summary>\n\n${list('', lines)}\n\n</details>`
  })
  return blocks.join('\n')
}

function waivers(report: Report): string {
  const lines = report.waivers.map(
    (waiver) => `**${cell(waiver.check)}** ${cell(waiver.fingerprint)} ${cell(waiverText(waiver, report))}`,
  )
  return list('### Waivers', lines)
}

function about(report: Report): string {
  const { subject } = report
  const rows: [string, string][] = [
    ...groupCounts(report).map(([group, counts]): [string, string] => [`Checks of ${group}`, counts]),
    ['Cluster', clusterText(report)],
    ['Profile', report.profile],
    ...subject.images.map((image): [string, string] => [
      `Image ${image.role}`,
      [image.ref, image.digest, image.source].filter((part) => part !== undefined).join(', '),
    ]),
    ['Report digest', report.reportDigest],
    ...(subject.secretFound
      ? [['Capture', 'not published: a secret was found in it'] as [string, string]]
      : []),
  ]
  return ['| | |', '|---|---|', ...rows.map(([name, value]) => row([cell(name), cell(value)]))].join('\n')
}

function list(title: string, lines: readonly string[]): string {
  if (lines.length === 0) return ''
  const items = lines.slice(0, rowsPerTable).map((line) => `- ${line}`)
  const more = lines.length > items.length ? [`- and ${lines.length - items.length} more`] : []
  return [...(title === '' ? [] : [title, '']), ...items, ...more].join('\n')
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`

const cell = (text: string): string => markdown(clip(oneLine(text), valueLimit))

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
