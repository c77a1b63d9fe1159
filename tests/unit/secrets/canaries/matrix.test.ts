import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { pack } from 'tar-stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openCapture } from '../../../../src/capture/index.js'
import type { Canary } from '../../../../src/model/canaries.js'
import type { SecretFinding } from '../../../../src/secrets/index.js'
import { createScanner } from '../../../../src/secrets/index.js'
import type { Encoding } from '../../../support/canary-encodings.js'
import { encodings } from '../../../support/canary-encodings.js'
import { canariesOf } from '../../../support/some-canaries.js'

interface Hidden {
  file: string
  canary: Canary
  encoding: Encoding
  bytes: Buffer
}

const canaries = canariesOf(1)
const hidden: Hidden[] = canaries.flatMap((canary) =>
  encodings.map((encoding, index) => ({
    file: `${canary.kind}-${index}.txt`,
    canary,
    encoding,
    bytes: Buffer.concat([
      Buffer.from('first: line\n'),
      Buffer.from(encoding.write(canary.value)),
      Buffer.from('\nlast\n'),
    ]),
  })),
)

/** How a folder holds a file, by the path that the reader gives it. */
const containers: Record<string, (file: string) => string> = {
  raw: (file) => file,
  '.gz': (file) => `${file}.gz!/${file}`,
  '.tar.gz': (file) => `all.tar.gz!/${file}`,
  nested: (file) => `outer.tar.gz!/inner.tar.gz!/${file}`,
}

async function tarGz(members: readonly { name: string; body: Buffer }[]): Promise<Buffer> {
  const packer = pack()
  for (const { name, body } of members) packer.entry({ name }, body)
  packer.finalize()
  const chunks: Buffer[] = []
  for await (const chunk of packer) chunks.push(chunk)
  return gzipSync(Buffer.concat(chunks))
}

async function layOut(folder: string): Promise<void> {
  const write = (name: string, bytes: Buffer) => writeFileSync(join(folder, name), bytes)
  for (const { file, bytes } of hidden) {
    write(file, bytes)
    write(`${file}.gz`, gzipSync(bytes))
  }
  const all = await tarGz(hidden.map(({ file, bytes }) => ({ name: file, body: bytes })))
  write('all.tar.gz', all)
  write('outer.tar.gz', await tarGz([{ name: 'inner.tar.gz', body: all }]))
}

/** What is found in each file of the folder, those in archives too. */
async function search(folder: string): Promise<Map<string, SecretFinding[]>> {
  const scanner = createScanner({ canaries })
  const found = new Map<string, SecretFinding[]>()
  for await (const entry of (await openCapture(folder)).entries()) {
    if (entry.type !== 'file') continue
    const scan = scanner.file(entry.path)
    for await (const chunk of entry.body()) scan.write(Buffer.from(chunk))
    found.set(entry.path, scan.end())
  }
  return found
}

/** The encoding, or, where that leaves the value as it is, none; a pull secret has its password in base64 besides. */
function namesOf({ canary, encoding, bytes }: Hidden): string[] {
  const names = bytes.includes(canary.value) ? [...encoding.named, ''] : [...encoding.named]
  return canary.kind === 'dockerconfigjson'
    ? [...names, ...names.map((name) => [name, 'base64'].filter(Boolean).join()), 'base64']
    : names
}

describe('the matrix of canary, encoding and container', () => {
  const folder = mkdtempSync(join(tmpdir(), 'canaries-test-'))
  let found = new Map<string, SecretFinding[]>()
  beforeAll(async () => {
    await layOut(folder)
    found = await search(folder)
  }, 120_000)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it.each(Object.entries(containers))('%s: every canary in every encoding', (_, pathOf) => {
    const wrong = hidden.filter((one) => {
      const findings = found.get(pathOf(one.file)) ?? []
      const isOwn = ({ check, rule, subject = '' }: SecretFinding) =>
        check === 'MG-SEC-002' && rule === one.canary.kind && subject.startsWith(one.canary.id)
      const names = findings.map(({ layers }) => layers.join())
      return (
        findings.length === 0 || !findings.every(isOwn) || !names.every((name) => namesOf(one).includes(name))
      )
    })
    expect(wrong.map(({ canary, encoding }) => `${canary.kind}, ${encoding.name}`)).toEqual([])
  })

  it('has as many cells as it seems to', () => {
    const cells = hidden.flatMap(({ file }) =>
      Object.values(containers).map((pathOf) => found.get(pathOf(file))),
    )
    expect(cells).toHaveLength(canaries.length * encodings.length * Object.keys(containers).length)
    const hits = cells.filter((findings) => findings?.some(({ check }) => check === 'MG-SEC-002')).length
    console.log(
      `canaries found: ${hits} of ${cells.length} (${canaries.length} kinds, ${encodings.length} encodings, ${Object.keys(containers).length} containers)`,
    )
    expect(hits).toBe(cells.length)
  })
})
