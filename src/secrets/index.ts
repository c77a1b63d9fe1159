/** Finds secrets in what was gathered: known kinds by rules, Kubernetes Secrets by structure. */
export {
  canariesFile,
  deriveCanaries,
  formatCanaryKey,
  newCanaryKey,
  parseCanaryKey,
  recoverCanaries,
} from './canaries/index.js'
export { describedRules } from './described-rules.js'
export { isPlanted, withoutPlanted } from './canaries/covered.js'
export type { DocumentScan } from './document/scan-document.js'
export { scanDocument } from './document/scan-document.js'
export { defaultSalt, mostOfRule } from './finding.js'
export type { Place, SecretCheck, SecretFinding, Severity } from './finding.js'
export { groupFindings } from './group.js'
export { redactText } from './redact.js'
export type { SecretRule } from './rules/index.js'
export { secretRules } from './rules/index.js'
export { countLines } from './scan/count-lines.js'
export type { FileScan } from './scan/file-scan.js'
export type { Scanner, ScannerOptions } from './scanner.js'
export { createScanner, scanBytes } from './scanner.js'
export type { Seal } from './seal.js'
export { createSeal } from './seal.js'
