import type { SecretFinding, Severity } from '../../model/secret-finding.js'
import type { DescribedRule, SecretScan, UnreadPlace } from '../../model/secret-scan.js'
import { isWhole } from '../../model/secret-scan.js'

export interface SarifTool {
  name: string
  version: string
  /** All that it looks for, in the order in which results refer to them. */
  rules: readonly DescribedRule[]
}

const schema = 'https://json.schemastore.org/sarif-2.1.0.json'

const levels: Record<Severity, 'error' | 'warning' | 'note'> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
}

/** What GitHub sorts by: CVSS numbers, as text. */
const scores: Record<Severity, string> = { critical: '9.5', high: '8.0', medium: '5.5', low: '3.0' }

/** The scan in SARIF 2.1.0, which GitHub, GitLab and editors show; paths are relative to the capture. */
export function renderScanSarif(scan: SecretScan, tool: SarifTool): string {
  const ruleIndex = new Map(tool.rules.map(({ id }, index) => [id, index]))
  const run = {
    tool: { driver: { name: tool.name, version: tool.version, rules: tool.rules.map(toRule) } },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: {
      CAPTURE: { description: { text: 'The folder or the archive that was searched.' } },
    },
    results: scan.findings.map((finding) => toResult(finding, ruleIndex.get(finding.rule))),
    invocations: [
      {
        executionSuccessful: isWhole(scan),
        toolExecutionNotifications: [...scan.problems, ...scan.unproven].map(toNotification),
      },
    ],
  }
  return `${JSON.stringify({ $schema: schema, version: '2.1.0', runs: [run] }, null, 2)}\n`
}

function toRule({ id, title, severity, check }: DescribedRule) {
  return {
    id,
    name: id,
    shortDescription: { text: title },
    defaultConfiguration: { level: levels[severity] },
    properties: { tags: ['security', 'secret', check], 'security-severity': scores[severity] },
  }
}

function toResult(finding: SecretFinding, ruleIndex: number | undefined) {
  const { rule, severity, masked, layers, count, places, fingerprint } = finding
  const hidden = layers.length > 0 ? ` Hidden in: ${layers.join(', ')}.` : ''
  return {
    ruleId: rule,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level: levels[severity],
    message: { text: `${masked}.${hidden} It stands on ${count} ${count === 1 ? 'line' : 'lines'}.` },
    locations: places.slice(0, 1).map(toLocation),
    relatedLocations: places.slice(1).map(toLocation),
    occurrenceCount: count,
    fingerprints: { 'mustGatherSecret/v1': fingerprint },
  }
}

const toLocation = ({ path, line }: { path: string; line: number }) => ({
  physicalLocation: { ...toArtifact(path), region: { startLine: line } },
})

function toNotification({ path, reason }: UnreadPlace) {
  return {
    level: 'error',
    message: { text: path === undefined ? reason : `${path}: ${reason}` },
    ...(path === undefined ? {} : { locations: [{ physicalLocation: toArtifact(path) }] }),
  }
}

const toArtifact = (path: string) => ({
  artifactLocation: { uri: path.split('/').map(encodeURIComponent).join('/'), uriBaseId: 'CAPTURE' },
})
