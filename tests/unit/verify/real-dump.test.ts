import { execFileSync } from 'node:child_process'
import { appendFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Finding, Report } from '../../../src/model/report.js'
import { loadConfiguration, verifyPath } from '../../../src/verify/index.js'
import { base } from '../../support/fixture-captures.js'
import { now, tool } from '../../support/judge-case.js'
import { secretText } from '../../support/placeholders.js'
import { tempFolder } from '../../support/temp-folder.js'
import { planted } from './planted-secrets.js'

/** A real must-gather of OpenShift, which lies beside the project where it is developed. */
const dump = resolve(import.meta.dirname, '../../../../shared/data/must-gather-azure-ocp4.tar.xz')
const isHere = existsSync(dump)

interface Unpacked {
  dir: string
  /** The folder of the image. */
  image: string
}

function unpacked(): Unpacked {
  const dir = tempFolder()
  execFileSync('tar', ['-xJf', dump, '-C', dir])
  const image = readdirSync(join(dir, 'must-gather-azure')).find((name) => name.includes('sha256')) ?? ''
  return { dir, image }
}

const findings = (report: Report, id: string): Finding[] =>
  report.checks.find((check) => check.id === id)?.findings ?? []

describe.skipIf(!isHere)('the real must-gather', () => {
  it('has no elided Secret flagged, no empty log, no error message', { timeout: 120_000 }, async () => {
    const { dir } = unpacked()
    const configuration = await loadConfiguration(join(base, 'isv/isv.yaml'), '', undefined)
    const expectedFiles = { ...configuration.expectedFiles, files: [{ path: 'version' }] }
    const report = await verifyPath(dir, {
      tool,
      now,
      configuration: { ...configuration, expectedFiles: expectedFiles as typeof configuration.expectedFiles },
    })
    expect(report.subject.layout).toBe('oc')
    expect(report.checks.filter(({ outcome }) => outcome === 'fail').map(({ id }) => id)).toEqual([
      // It is of another product, has another form of version, keeps no command log, and is large.
      'MG-VER-003',
      'MG-VER-005',
      'MG-LOG-001',
      // Real credentials in MachineConfigs, an OAuthClient, and the log of a pod.
      'MG-SEC-003',
      'MG-BUD-002',
      'MG-BUD-003',
    ])
    expect(
      new Set(findings(report, 'MG-SEC-003').map(({ at }) => at?.path.split('/').slice(1, 4).join('/'))),
    ).toEqual(
      new Set([
        'cluster-scoped-resources/imageregistry.operator.openshift.io/configs',
        'cluster-scoped-resources/machineconfiguration.openshift.io/machineconfigs',
        'cluster-scoped-resources/oauth.openshift.io/oauthclients',
        'namespaces/openshift-insights/pods',
      ]),
    )
  })

  it('shows each of the secrets that were planted in a copy', { timeout: 120_000 }, async () => {
    const { dir, image } = unpacked()
    for (const [, path, content] of planted) {
      const file = join(dir, 'must-gather-azure', image, path)
      mkdirSync(dirname(file), { recursive: true })
      if (path.endsWith('.yaml') && existsSync(file)) appendFileSync(file, '---\n')
      appendFileSync(file, content)
    }
    writeFileSync(join(dir, 'must-gather-azure/must-gather.logs'), `${secretText('huggingface')}\n`)
    const report = await verifyPath(dir, { tool, now })
    const places = ['MG-SEC-001', 'MG-SEC-003', 'MG-SEC-004']
      .flatMap((id) => findings(report, id))
      .flatMap(({ at, places }) => places ?? (at ? [at] : []))
      .map(({ path }) => path)
    const missed = planted.filter(([, path]) => !places.some((place) => place.startsWith(`${image}/${path}`)))
    expect(missed.map(([about]) => about)).toEqual([])
    expect(places).toContain('must-gather.logs')
    expect(planted.length).toBeGreaterThanOrEqual(20)
    expect(report.subject.secretFound).toBe(true)
  })
})
