/** The embedded cluster: Kubernetes enough for a gather, in this process, on a machine that has Node and nothing else. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { packageRoot } from '../../lib/package-root.js'
import type { EmbeddedOptions } from './driver.js'

export { createEmbeddedDriver, type EmbeddedOptions } from './driver.js'

/** What the driver has by default: the client that the build made, and the usual places for real ones. */
export function defaultEmbeddedOptions(): EmbeddedOptions {
  const { version } = JSON.parse(readFileSync(new URL('package.json', packageRoot), 'utf8')) as {
    version: string
  }
  return {
    searchPath: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    clientBundle: fileURLToPath(new URL('dist/kubectl.cjs', packageRoot)),
    version,
  }
}
