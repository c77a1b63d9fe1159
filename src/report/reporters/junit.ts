import type { Report } from '../../model/report.js'
import { casesOf, groupCases } from '../cases.js'
import type { TestCase } from '../cases.js'
import { certifiableText, clusterText } from '../headline.js'
import type { Reporter } from '../reporter.js'
import { waiverText } from '../waiver-text.js'
import { element, xmlDocument } from '../xml.js'
import type { XmlElement } from '../xml.js'

/**
 * JUnit, within what both the Jenkins and the Surefire schema allow, so that strict readers take it: no properties below
 * a test case, no time stamps, every time as plain seconds.
 *
 * A recommended check that fails is a passing case that says so. Prow's lens could tell it by the property
 * `lifecycle=informing` of a case, but both schemas forbid properties there, and every other reader would count a
 * failure; the attribute `group` carries the level instead.
 */
export const junitReporter: Reporter = {
  name: 'junit',
  fileName: ({ subject: { isv } }) =>
    isv === undefined
      ? 'junit_must-gather.xml'
      : `junit_must-gather_${isv.replace(/[^\w.-]/g, '-').slice(0, 100)}.xml`,
  render: renderJunit,
}

function renderJunit(report: Report): string {
  const name = report.subject.isv ?? 'must-gather'
  const cases = casesOf(report)
  const properties = element('properties', {}, propertiesOf(report).map(property))
  const suites = groupCases(cases).map(([group, members]) => {
    const attributes = {
      name: `${name} ${group}`,
      time: sum(members),
      ...counts(members),
      skipped: skipped(members),
    }
    const className = `${name}.${group}`
    return element('testsuite', attributes, [
      properties,
      ...members.map((one) => caseElement(one, className)),
    ])
  })
  const attributes = { name: `${name} must-gather conformance`, time: sum(cases), ...counts(cases) }
  return xmlDocument(element('testsuites', attributes, suites))
}

function caseElement(one: TestCase, className: string): XmlElement {
  const attributes = {
    name: one.id === undefined ? one.title : `[${one.id}] ${one.title}`,
    classname: className,
    group: one.level,
    time: seconds(one.durationMs),
  }
  const notes = one.notes.map(({ type, text }) => `${type}: ${text}`).join('\n')
  const output = notes === '' ? [] : [element('system-out', {}, notes)]
  return element('testcase', attributes, [...outcomeElements(one), ...output])
}

function outcomeElements(one: TestCase): XmlElement[] {
  switch (one.outcome) {
    case 'passed':
      return []
    case 'skipped':
      return [element('skipped', { message: one.summary })]
    case 'failed':
      return [element('failure', { message: one.summary, type: 'failure' }, one.details)]
    case 'error':
      return [element('error', { message: one.summary, type: 'error' }, one.details)]
  }
}

/** On every suite, as some readers show one suite at a time. */
function propertiesOf(report: Report): [name: string, value: string | undefined][] {
  const { subject, certifiable } = report
  const images = subject.images.flatMap((image): [string, string | undefined][] => [
    [`image.${image.role}`, image.ref],
    [`image.${image.role}.source`, image.source],
    [`image.${image.role}.digest`, image.digest],
  ])
  return [
    ['verdict', report.verdict],
    ['exitCode', String(report.exitCode)],
    ['certifiable', String(certifiable.value)],
    ['certifiable.why', certifiable.value ? undefined : certifiableText(report)],
    ['profile', report.profile],
    ['isv', subject.isv],
    ...images,
    ['cluster', clusterText(report)],
    ['cluster.driver', report.cluster?.driver],
    ['cluster.version', report.cluster?.version],
    ['cluster.openshift', report.cluster?.openshift],
    ['cluster.architecture', report.cluster?.nodes?.map(({ architecture }) => architecture).join(', ')],
    ['digest', report.reportDigest],
    ['digest.capture', subject.digest],
    ['digest.config', subject.configDigest],
    ['startedAt', report.startedAt],
    ['tool', `${report.tool.name} ${report.tool.version}`],
    ...report.waivers.map((waiver): [string, string] => [
      `waiver.${waiver.check}.${waiver.fingerprint}`,
      waiverText(waiver, report),
    ]),
    ...report.notes.map((note, index): [string, string] => [`note.${index + 1}`, note]),
  ].filter((pair): pair is [string, string] => pair[1] !== undefined)
}

const property = ([name, value]: [string, string | undefined]): XmlElement =>
  element('property', { name, value: value ?? '' })

const seconds = (ms: number): string => (Math.max(0, ms) / 1000).toFixed(3)

const sum = (cases: readonly TestCase[]): string =>
  seconds(cases.reduce((total, one) => total + one.durationMs, 0))

const count = (cases: readonly TestCase[], outcome: TestCase['outcome']): string =>
  String(cases.filter((one) => one.outcome === outcome).length)

const skipped = (cases: readonly TestCase[]): string => count(cases, 'skipped')

const counts = (cases: readonly TestCase[]) => ({
  tests: String(cases.length),
  errors: count(cases, 'error'),
  failures: count(cases, 'failed'),
})
