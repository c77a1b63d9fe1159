import { chmodSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ConfigError, loadIsv } from '../../../src/config/index.js'
import { folderOf, isvFiles, isvYaml, problemsOf } from './folders.js'

const folder = (changes: Record<string, string> = {}) => folderOf({ ...isvFiles, ...changes })

/** The problems of an isv.yaml in which `from` was replaced. */
async function afterReplacing(from: string, to: string, dir = folder()): Promise<string[]> {
  expect(isvYaml).toContain(from)
  writeFileSync(join(dir, 'isv.yaml'), isvYaml.replace(from, to))
  return problemsOf(loadIsv(join(dir, 'isv.yaml')), dir)
}

describe('loadIsv', () => {
  it('fills in defaults, spells out short forms, makes paths absolute', async () => {
    const dir = folder()
    expect(await loadIsv(dir)).toEqual({
      name: 'acme',
      dir,
      file: join(dir, 'isv.yaml'),
      images: {
        operator: { ref: 'quay.io/acme/operator:1.0.0' },
        mustGather: {
          ref: 'quay.io/acme/must-gather:1.0.0',
          build: { context: join(dir, 'must-gather'), args: {} },
        },
      },
      install: {
        method: 'manifests',
        manifests: [join(dir, 'manifests/a.yaml'), join(dir, 'manifests/b.yaml')],
        namespace: 'acme',
      },
      ready: [],
      samples: [{ file: join(dir, 'samples/a.yaml'), ready: [] }],
      gather: {
        command: ['/usr/bin/gather'],
        sourceDir: '/must-gather',
        timeoutMs: 600_000,
        environment: 'oc',
        access: 'cluster-admin',
        scripts: [],
      },
      contract: {
        profile: 'isv/v1',
        expectedFiles: join(dir, 'expected-files.yaml'),
        commandLog: { path: 'gather-debug.log', allowFailed: [] },
        budgets: {},
        canaries: { secrets: true, configMap: true, environment: true, log: true },
      },
      functests: [join(dir, 'functests/one')],
    })
  })

  it('reads units, and the defaults of the other environment', async () => {
    const dir = folder({
      'isv.yaml': isvYaml.replace(
        '  contract:\n',
        '  gather: {environment: isv, timeout: 1h30m}\n  ready: [{kind: Deployment, name: x, timeout: 5s}]\n' +
          '  contract:\n    budgets: {duration: 90s, size: 50Mi, files: 10}\n',
      ),
    })
    const { gather, ready, contract } = await loadIsv(dir)
    expect(gather).toMatchObject({
      command: ['gather'],
      sourceDir: '/opt/must-gather-root/must-gather',
      timeoutMs: 5_400_000,
    })
    expect(ready).toEqual([{ kind: 'Deployment', name: 'x', timeoutMs: 5000 }])
    expect(contract.budgets).toEqual({ durationMs: 90_000, sizeBytes: 52_428_800, files: 10 })
  })

  it.each([
    ['false', { secrets: false, configMap: false, environment: false, log: false }],
    ['true', { secrets: true, configMap: true, environment: true, log: true }],
    ['{log: false}', { secrets: true, configMap: true, environment: true, log: false }],
  ])('reads which canaries are planted: %s', async (canaries, expected) => {
    const dir = folder({
      'isv.yaml': isvYaml.replace('  contract:\n', `  contract:\n    canaries: ${canaries}\n`),
    })
    expect((await loadIsv(dir)).contract.canaries).toEqual(expected)
  })

  it.each([
    [
      'an unknown key',
      'operator: quay',
      'oprator: quay',
      [
        'isv.yaml:6:5: spec.images.oprator: unknown key "oprator"; did you mean "operator"?',
        'isv.yaml:5:3: spec.images.operator: "operator" is missing; expected A reference, or {ref, build, standIn}',
      ],
    ],
    [
      'an unknown key in a union',
      'build: {context',
      'biuld: {context',
      ['isv.yaml:7:55: spec.images.mustGather.biuld: unknown key "biuld"; did you mean "build"?'],
    ],
    [
      'a missing key',
      ', namespace: acme}',
      '}',
      [
        'isv.yaml:8:3: spec.install.namespace: "namespace" is missing; expected Namespace of the operator; created where it does not exist',
      ],
    ],
    [
      'a value of another type in a union',
      'operator: quay.io/acme/operator:1.0.0',
      'operator: 3',
      [
        'isv.yaml:6:15: spec.images.operator: does not fit, is a number; expected A reference, or {ref, build, standIn}',
      ],
    ],
    [
      'a bad reference',
      'quay.io/acme/operator:1.0.0',
      'Quay.io/Acme/Operator',
      [
        'isv.yaml:6:15: spec.images.operator: "Quay.io/Acme/Operator" is not valid; expected an image reference, such as quay.io/acme/operator:1.0.0 or quay.io/acme/operator@sha256:...',
      ],
    ],
    [
      'a wrong word',
      'method: manifests',
      'method: manifest',
      [
        'isv.yaml:8:21: spec.install.method: must be one of manifests, bundle, olm, is "manifest"; did you mean "manifests"?',
      ],
    ],
    ['another kind', 'kind: Isv', 'kind: ISV', ['isv.yaml:2:7: kind: must be Isv, is "ISV"']],
    [
      'another version',
      'v1alpha1',
      'v1',
      [
        'isv.yaml:1:13: apiVersion: must be conformance.must-gather.io/v1alpha1, is "conformance.must-gather.io/v1"',
      ],
    ],
    [
      'a name that is none',
      'name: acme',
      'name: Acme_1',
      [
        'isv.yaml:3:18: metadata.name: "Acme_1" is not valid; expected at most 63 lower-case letters, digits and dashes, such as nfs-provisioner',
      ],
    ],
    [
      'nothing where a list should be',
      'manifests: [./manifests/*.yaml]',
      'manifests: []',
      ['isv.yaml:8:43: spec.install.manifests: must have at least one item'],
    ],
    [
      'a version without quotes',
      '  contract:\n',
      '  contract:\n    version: {operator: 1.10}\n',
      [
        'isv.yaml:12:25: spec.contract.version.operator: must be text, is a number; expected it in quotes: "1.10"',
      ],
    ],
    [
      'a duration without a unit',
      '  contract:\n',
      '  gather: {timeout: "10"}\n  contract:\n',
      [
        'isv.yaml:11:21: spec.gather.timeout: "10" is not valid; expected a duration with units, such as 30s, 10m or 1h30m',
      ],
    ],
    [
      'a quantity that is none',
      '  contract:\n',
      '  contract:\n    budgets: {size: 50MB}\n',
      [
        'isv.yaml:12:21: spec.contract.budgets.size: "50MB" is not valid; expected a quantity of bytes, such as 500Ki, 50Mi or 1G',
      ],
    ],
    [
      'a canary of no kind',
      '  contract:\n',
      '  contract:\n    canaries: {secret: true}\n',
      ['isv.yaml:12:16: spec.contract.canaries.secret: unknown key "secret"; did you mean "secrets"?'],
    ],
    [
      'a wrong environment',
      '  contract:\n',
      '  gather: {environment: ocp}\n  contract:\n',
      ['isv.yaml:11:25: spec.gather.environment: must be one of oc, isv, is "ocp"; did you mean "oc"?'],
    ],
    [
      'a script that is a shell line',
      '  contract:\n',
      '  gather: {scripts: [gather_a; rm]}\n  contract:\n',
      [
        'isv.yaml:11:22: spec.gather.scripts[0]: "gather_a; rm" is not valid; expected the name of a command of the image, such as gather_operator, or its absolute path',
      ],
    ],
    [
      'a script twice',
      '  contract:\n',
      '  gather: {scripts: [a, b, a]}\n  contract:\n',
      ['isv.yaml:11:28: spec.gather.scripts[2]: is the same as item 1'],
    ],
    [
      'a manifest twice',
      '[./manifests/*.yaml]',
      '[./manifests/a.yaml, ./manifests/a.yaml]',
      ['isv.yaml:8:64: spec.install.manifests[1]: is the same as item 1'],
    ],
  ])('says what is wrong with %s, where, and what it should be', async (_, from, to, problems) => {
    expect((await afterReplacing(from, to)).sort()).toEqual([...problems].sort())
  })

  it.each([
    [
      'out by its text',
      './samples/a.yaml',
      '../a.yaml',
      '"../a.yaml" is not valid; expected a path inside the folder of the file, such as ./samples/a.yaml',
    ],
    [
      'absolute',
      './samples/a.yaml',
      '/etc/passwd',
      '"/etc/passwd" is not valid; expected a path inside the folder of the file, such as ./samples/a.yaml',
    ],
    [
      'to nothing',
      './samples/a.yaml',
      './samples/aa.yaml',
      './samples/aa.yaml does not exist; did you mean "./samples/a.yaml"?',
    ],
    ['to a folder', './samples/a.yaml', './samples', './samples is a folder, not a file'],
  ])('refuses a path that leads %s', async (_, from, to, message) => {
    expect(await afterReplacing(from, to)).toEqual([`isv.yaml:9:13: spec.samples[0]: ${message}`])
  })

  it('refuses a path that leads out through a link, also one that a glob finds', async () => {
    const dir = folder()
    symlinkSync('/etc/hostname', join(dir, 'samples/out.yaml'))
    symlinkSync('/etc/hostname', join(dir, 'manifests/out.yaml'))
    expect(await afterReplacing('./samples/a.yaml', './samples/out.yaml', dir)).toEqual([
      'isv.yaml:8:44: spec.install.manifests[0]: manifests/out.yaml leads out of the folder of the file',
      'isv.yaml:9:13: spec.samples[0]: ./samples/out.yaml leads out of the folder of the file',
    ])
  })

  it('refuses globs without a match, functests that cannot run, folders without a Dockerfile', async () => {
    expect(await afterReplacing('./manifests/*.yaml', './manifests/*.yml')).toEqual([
      'isv.yaml:8:44: spec.install.manifests[0]: no file matches ./manifests/*.yml',
    ])
    const dir = folder()
    chmodSync(join(dir, 'functests/one'), 0o644)
    expect(await afterReplacing('context: ./must-gather', 'context: ./samples', dir)).toEqual([
      'isv.yaml:7:72: spec.images.mustGather.build.context: ./samples has no Dockerfile',
      'isv.yaml:10:15: spec.functests[0]: functests/one is not executable; expected chmod +x functests/one',
    ])
  })

  it('lists every error at once, of the schema and of the files, in the order of the file', async () => {
    const dir = folder({
      'isv.yaml': isvYaml
        .replace('kind: Isv', 'kind: Isvv')
        .replace('name: acme', 'nam: acme')
        .replace('./samples/a.yaml', './samples/b.yaml')
        .replace('expectedFiles', 'expectedFile'),
    })
    const error = await loadIsv(dir).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(ConfigError)
    const { problems, message, exitCode } = error as ConfigError
    expect(problems.map(({ line, path }) => [line, path])).toEqual([
      [2, 'kind'],
      [3, 'metadata.name'],
      [3, 'metadata.nam'],
      [9, 'spec.samples[0]'],
      [12, 'spec.contract.expectedFile'],
    ])
    expect(message).toMatch(/^5 errors in /)
    expect(exitCode).toBe(2)
  })
})
