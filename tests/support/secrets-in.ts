import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { openCapture } from '../../src/capture/index.js'
import { collectFacts } from '../../src/facts/index.js'
import type { SecretFinding } from '../../src/model/secret-finding.js'
import { tempFolder } from './temp-folder.js'

export type GatheredFiles = Record<string, string | Buffer>

/** What the pass over a folder of these files finds, as `verify` does it. */
export async function secretsIn(
  files: GatheredFiles,
  options: { redactionMarkers?: readonly string[] } = {},
): Promise<SecretFinding[]> {
  const folder = tempFolder()
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
  const { facts } = await collectFacts(await openCapture(folder), options)
  return (facts.gathers ?? []).flatMap(({ secrets }) => secrets)
}

/** A finding in one line: the rule (or the Secret's subject), the line in the file, and the layers. */
export function brief({ check, rule, subject, line, layers }: SecretFinding): string {
  const what = check === 'MG-SEC-001' ? `Secret ${subject ?? ''}` : rule
  return [`${what}:${line}`, ...(layers.length > 0 ? [`(${layers.join(' ')})`] : [])].join(' ')
}
