import { execa } from 'execa'
import { describe, expect, test } from 'vitest'
import { asYaml, good, layCatalog } from '../bundle/catalog/catalogs.js'

const timeout = 180_000
const run = (...args: string[]) =>
  execa('node', ['--import', 'tsx', 'tests/support/must-gather.ts', 'index', ...args], {
    reject: false,
    timeout,
  })

describe('must-gather index', { timeout }, () => {
  test('passes a good catalog, and says what it looked at', async () => {
    const folder = layCatalog({ 'configs/acme/catalog.yaml': asYaml(good()) })
    const { stdout, stderr, exitCode } = await run(
      folder,
      '--package=acme',
      '--channel=fast',
      '--bundle=acme.v1.3.0',
    )
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 })
    expect(stdout).toBe(
      'nothing wrong with package acme: channels 2, bundles 4, head acme.v1.3.0; read 7 blobs in 1 file (file-based)',
    )
  })

  test('names what is wrong by file and line, in text and in JSON', async () => {
    const text = asYaml(good()).replace('replaces: acme.v1.0.0', 'replaces: acme.1.0.0')
    const line = text.slice(0, text.indexOf('  - name: acme.v1.1.0')).split('\n').length
    const folder = layCatalog({ 'configs/acme/catalog.yaml': text })
    const [asText, asJson] = await Promise.all([
      run(folder, '--package=acme'),
      run(folder, '--package=acme', '--output=json'),
    ])
    expect(asText.exitCode).toBe(1)
    expect(asText.stdout).toContain(`configs/acme/catalog.yaml:${line}: acme.v1.1.0 replaces acme.1.0.0`)
    expect(asJson.exitCode).toBe(1)
    expect(JSON.parse(asJson.stdout)).toMatchObject({
      catalog: { package: 'acme' },
      findings: [{ rule: 'dangling-replaces', path: 'acme/catalog.yaml', line }],
    })
  })

  test('says what to do where there is no such index', async () => {
    const { stderr, exitCode } = await run('./no/such/folder', '--package=acme')
    expect(exitCode).toBe(2)
    expect(stderr).toContain('no such file or folder')
    expect(stderr).not.toContain('    at ')
  })
})
