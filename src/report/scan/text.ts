import { formatBytes } from '../../lib/quantity.js'
import { oneLine } from '../../lib/printable.js'
import type { SecretFinding } from '../../model/secret-finding.js'
import { shownSecret } from '../../model/secret-finding.js'
import type { SecretScan, UnreadPlace } from '../../model/secret-scan.js'
import { isWhole } from '../../model/secret-scan.js'
import { inert } from '../inert.js'

/** What the terminal shows of a scan: each secret with its first places, then what could not be read. */
export function renderScanText(scan: SecretScan): string {
  const blocks = [
    ...scan.findings.map(findingText),
    unreadText('Not proven clean', scan.unproven),
    unreadText('Not read', scan.problems),
    summary(scan),
  ]
  return `${inert(blocks.filter((block) => block !== '').join('\n\n'))}\n`
}

function findingText(finding: SecretFinding): string {
  const { severity, check, rule, count, places, fingerprint, verified } = finding
  const checksum = verified === true ? ', its checksum holds' : ''
  const more = count - places.length
  return [
    `${severity}: ${oneLine(shownSecret(finding), 400)}${checksum}`,
    ...places.map(({ path, line }) => `  ${oneLine(path)}:${line}`),
    ...(more > 0 ? [`  and on ${more} more ${more === 1 ? 'line' : 'lines'}`] : []),
    `  ${check} ${rule}, fingerprint ${fingerprint}`,
  ].join('\n')
}

function unreadText(title: string, places: readonly UnreadPlace[]): string {
  if (places.length === 0) return ''
  const lines = places.map(({ path, reason }) =>
    oneLine(path === undefined ? reason : `${path}: ${reason}`, 1000),
  )
  return [`${title} (${places.length})`, ...lines.map((line) => `  ${line}`)].join('\n')
}

function summary(scan: SecretScan): string {
  const { findings, files, bytes } = scan
  const found =
    findings.length === 0 ? 'No secret' : `${findings.length} ${findings.length === 1 ? 'secret' : 'secrets'}`
  const searched = `${files} ${files === 1 ? 'file' : 'files'}, ${formatBytes(bytes)}`
  const but = isWhole(scan) ? '' : '; not everything could be read'
  return `${found} found in ${searched}${but}.`
}
