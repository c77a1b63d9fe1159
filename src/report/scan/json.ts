import type { SecretScan } from '../../model/secret-scan.js'
import { isWhole } from '../../model/secret-scan.js'

/** The scan as it is, and whether it found everything clean. */
export function renderScanJson(scan: SecretScan): string {
  const clean = scan.findings.length === 0 && isWhole(scan)
  return `${JSON.stringify({ clean, ...scan }, null, 2)}\n`
}
