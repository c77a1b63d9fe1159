import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { Readable } from 'node:stream'
import { extractTar, openCapture } from '../../../src/capture/index.js'
import { scanCapture } from '../../../src/facts/scan-capture.js'
import { isWhole } from '../../../src/model/secret-scan.js'
import type { Redaction } from '../../../src/redact/index.js'
import { redactCapture } from '../../../src/redact/index.js'
import { checkLinks } from '../check-links.js'
import { mutateTar, unpacked } from '../mutate/tar.js'
import type { Target } from '../target.js'
import { Broken } from '../target.js'
import { workFolder } from '../work-folder.js'
import { mutateFiles } from './capture.js'
import { codeOf } from './judge-archive.js'
import { seedArchives } from './seed-captures.js'

const salt = 'the same every time'

/** A capture, as a folder or as an archive, copied without its secrets, as a folder or as an archive. */
export const redact: Target = {
  name: 'redact',
  weight: 0.5,
  seeds: () => seedArchives().slice(2),
  mutate: (input, random, other) =>
    random.oneIn(3) ? mutateTar(input, random, other) : mutateFiles(unpacked(input), random, unpacked(other)),
  async run(input) {
    const around = join(workFolder(), 'redact')
    rmSync(around, { recursive: true, force: true })
    mkdirSync(around, { recursive: true })
    const source = await sourceOf(input, around)
    const out = join(around, input.length % 3 === 0 ? 'copy' : 'copy.tar.gz')
    const redaction = await redactCapture(source, { out, salt }).catch(codeOf)
    checkPlaces(around, source, input)
    if (typeof redaction === 'string') return redaction
    checkCopy(redaction, out)
    // The copying has done so too: what is asked is whether it looked at what lies there now.
    if (redaction.clean && input.length % 4 === 0) await checkScan(out)
    return describe(redaction)
  },
}

async function sourceOf(input: Buffer, around: string): Promise<string> {
  const source = join(around, 'source')
  if (input.length % 2 === 0) writeFileSync(source, input)
  else await extractTar(Readable.from([unpacked(input)]), source, { limits: { totalBytes: 2 ** 22 } })
  return source
}

/** Nothing but the copy was written, and what was copied is as it was. */
function checkPlaces(around: string, source: string, input: Buffer): void {
  const others = readdirSync(around).filter(
    (name) => !/^(?:source|copy(?:\.tar\.gz)?(?:\.partial)?)$/.test(name),
  )
  if (others.length > 0) throw new Broken(`it wrote beside its copy: ${others.join()}`)
  if (input.length % 2 === 0 && !readFileSync(source).equals(input))
    throw new Broken('what was copied is not as it was')
}

/** A copy is clean and lies where it was asked for, or it says why not. */
function checkCopy({ path, clean, proof }: Redaction, out: string): void {
  if (clean !== (path === out) || clean !== existsSync(out))
    throw new Broken(`the copy is ${clean ? '' : 'not '}clean, and lies at ${basename(path)}`)
  if (!path.includes('.tar')) checkLinks(path)
  if (!clean && proof.findings.length === 0 && isWhole(proof))
    throw new Broken('the copy is not clean, and nobody says why')
}

async function checkScan(copy: string): Promise<void> {
  const scan = await scanCapture(await openCapture(copy), {})
  if (scan.findings.length > 0 || !isWhole(scan)) throw new Broken('a copy that is called clean is not')
}

function describe({ secrets, leftOut, problems, changed, clean }: Redaction): string {
  const reasons = [...leftOut, ...problems].map(({ reason }) =>
    reason.replace(/[\d"'`].*$/s, '').slice(0, 60),
  )
  return [
    clean,
    changed.length > 0,
    ...new Set(secrets.map(({ rule }) => rule)),
    ...[...new Set(reasons)].sort(),
  ].join('; ')
}
