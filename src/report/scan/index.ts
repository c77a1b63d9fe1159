/** Tells what a scan for secrets alone has found. */
export { renderScanJson } from './json.js'
export { renderScanSarif, type SarifTool } from './sarif.js'
export { renderScanText } from './text.js'
