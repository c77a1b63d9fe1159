import { parseManifests } from '../kube/index.js'
import { isUrl } from '../lib/url.js'
import { ExpectedError, exitCodes } from '../model/errors.js'
import { readManifests, type Manifest } from './read-manifests.js'

const fetchMs = 60_000
/** The manifests of OLM are one megabyte. */
const mostBytes = 32 * 1024 * 1024

/**
 * Reads manifests from files and from the web. Throws `install.manifest-invalid` (exit code 2) for what is no manifest, and
 * `install.url-unreachable` (3).
 */
export async function readSources(sources: readonly string[], signal: AbortSignal): Promise<Manifest[]> {
  const manifests: Manifest[] = []
  for (const source of sources)
    manifests.push(...(isUrl(source) ? await fromUrl(source, signal) : await readManifests([source])))
  return manifests
}

async function fromUrl(url: string, signal: AbortSignal): Promise<Manifest[]> {
  const text = await download(url, signal)
  return parseManifests(text, url).map((object) => ({ object, source: url }))
}

async function download(url: string, signal: AbortSignal): Promise<string> {
  try {
    const response = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(fetchMs)]) })
    if (!response.ok) throw new Error(`the server answers ${response.status}`)
    const text = await response.text()
    if (text.length > mostBytes) throw new Error(`it is larger than ${mostBytes} bytes`)
    return text
  } catch (error) {
    signal.throwIfAborted()
    const { message, cause } = error as Error
    throw new ExpectedError({
      code: 'install.url-unreachable',
      message: `${url} cannot be read: ${cause instanceof Error ? cause.message : message}`,
      next: 'Check the address and the network, or download the file and give its path.',
      exitCode: exitCodes.environment,
      cause: error,
    })
  }
}
