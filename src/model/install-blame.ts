import type { InstallRecord } from './install-record.js'

/** Causes for which another check than the method's own has the finding. */
const byCause: Readonly<Record<string, string>> = {
  'no-bundle': 'MG-OLM-001',
  'bundle-broken': 'MG-OLM-001',
  'no-index': 'MG-OLM-002',
}

/** The check that answers for an install that failed by what the ISV ships; `undefined` where none failed. */
export function blamedCheck(install: InstallRecord | undefined): string | undefined {
  if (install?.summary === undefined) return undefined
  return byCause[install.cause ?? ''] ?? (install.method === 'olm' ? 'MG-OLM-003' : 'MG-OPR-001')
}
