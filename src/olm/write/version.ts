import { readFileSync } from 'node:fs'
import { packageRoot } from '../../lib/package-root.js'

/** What a must-gather of OLM calls itself. */
export const product = 'isv-must-gather/olm'

/** The file `version` of a must-gather: the product, and its version as `major.minor.micro.qualifier`. */
export function versionLines(): string {
  const text = readFileSync(new URL('package.json', packageRoot), 'utf8')
  const [numbers = '', qualifier = 'ga'] = (JSON.parse(text) as { version: string }).version.split('-', 2)
  return `${product}\n${numbers}.${qualifier.replace(/[^0-9A-Za-z._+-]/g, '')}\n`
}
