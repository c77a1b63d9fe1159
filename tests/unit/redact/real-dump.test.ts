import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import yaml from 'js-yaml'
import { describe, expect, it } from 'vitest'
import { redactCapture } from '../../../src/redact/index.js'
import { tempFolder } from '../../support/temp-folder.js'

/** A real must-gather of OpenShift, which lies beside the project where it is developed. */
const dump = resolve(import.meta.dirname, '../../../../shared/data/must-gather-azure-ocp4.tar.xz')

const filesOf = (folder: string) => readdirSync(folder, { recursive: true }).map(String).sort()

describe.skipIf(!existsSync(dump))('the real must-gather', () => {
  it('is clean in its copy, which has the same files', { timeout: 300_000 }, async () => {
    const dir = tempFolder()
    execFileSync('tar', ['-xJf', dump, '-C', dir])
    const [source, out] = [join(dir, 'must-gather-azure'), join(dir, 'copy')]
    const { clean, leftOut, problems, changed, secrets } = await redactCapture(source, { out })
    expect({ clean, leftOut, problems }).toEqual({ clean: true, leftOut: [], problems: [] })
    expect(filesOf(out)).toEqual(filesOf(source))
    // The credentials of MachineConfigs, of the registry's configuration, of an OAuthClient and of a log.
    expect(new Set(secrets.map(({ rule }) => rule))).toEqual(
      new Set(['secret-assignment', 'jwt', 'registry-auth', 'service-account-token']),
    )
    expect(changed).toHaveLength(13)
    for (const path of changed.filter((name) => name.endsWith('.yaml'))) {
      const [before, after] = [source, out].map((root) => readFileSync(join(root, path), 'utf8'))
      expect(after?.split('\n').length, path).toBe(before?.split('\n').length)
      expect(() => yaml.loadAll(after ?? ''), path).not.toThrow()
    }
  })
})
