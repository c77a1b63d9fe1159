import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { execa } from 'execa'
import { describe, expect, test } from 'vitest'
import type { BundleParts } from '../../support/bundle/good-bundle.js'
import { bundleOf, goodParts, mustGatherImage } from '../../support/bundle/good-bundle.js'
import { tempFolder } from '../../support/temp-folder.js'

const timeout = 180_000
const run = (...args: string[]) =>
  execa('node', ['--import', 'tsx', 'tests/support/must-gather.ts', 'bundle', ...args], {
    reject: false,
    timeout,
  })

function lay(parts: BundleParts): string {
  const folder = tempFolder()
  for (const { path, text } of bundleOf(parts).files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}

describe('must-gather bundle', { timeout }, () => {
  test('passes a good bundle, and says what it read', async () => {
    const folder = lay(goodParts())
    const { stdout, stderr, exitCode } = await run(folder, `--must-gather-image=${mustGatherImage}`)
    expect({ stdout, stderr, exitCode }).toEqual({
      ...{ stdout: `nothing wrong with bundle ${folder}; read 3 files`, stderr: '', exitCode: 0 },
    })
  })

  test('names what is wrong by file and line, in text and in JSON; advice alone is no failure', async () => {
    const folder = lay({ ...goodParts(), annotations: { ...goodParts().annotations, ...helm } })
    const [asText, asJson, advice] = await Promise.all([
      run(folder),
      run(folder, '--output=json'),
      run(lay(goodParts()), '--operator-image=quay.io/acme/other:1'),
    ])
    expect(asText.exitCode).toBe(1)
    expect(asText.stdout).toContain('metadata/annotations.yaml:2: the media type of the bundle is helm')
    expect(JSON.parse(asJson.stdout)).toMatchObject({
      findings: [{ check: 'MG-OLM-001', rule: 'media-type', line: 2, level: 'required' }],
    })
    expect(advice.exitCode).toBe(0)
    expect(advice.stdout).toContain('(MG-OLM-001/operator-image, recommended)')
  })

  test('says what to do where there is no such bundle', async () => {
    const { stderr, exitCode } = await run('./no/such/folder')
    expect(exitCode).toBe(2)
    expect(stderr).toContain('no such file or folder')
    expect(stderr).not.toContain('    at ')
  })
})

const helm = { 'operators.operatorframework.io.bundle.mediatype.v1': 'helm' }
