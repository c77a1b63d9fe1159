import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadContract, loadExpectedFiles, loadProfile, loadWaivers } from '../../../src/config/index.js'
import type { Profile } from '../../../src/model/profile.js'
import { folderOf, problemsOf } from './folders.js'

const head = 'apiVersion: conformance.must-gather.io/v1alpha1\n'
const checks = ['MG-FIL-001', 'MG-SEC-001']
const builtIn: Profile[] = [
  {
    apiVersion: 'conformance.must-gather.io/v1alpha1',
    kind: 'Profile',
    name: 'isv/v1',
    title: 'ISV',
    versionTier: 'strict',
    checks: { 'MG-FIL-001': 'required' },
  },
]
const fingerprint = 'a'.repeat(32)

async function expectedProblems(files: string): Promise<string[]> {
  const dir = folderOf({ 'e.yaml': `${head}kind: ExpectedFiles\n${files}` })
  return problemsOf(loadExpectedFiles(join(dir, 'e.yaml')), dir)
}

describe('loadExpectedFiles', () => {
  it('reads globs, variables, live objects, conditions', async () => {
    const dir = folderOf({
      'e.yaml': `${head}kind: ExpectedFiles
files:
  - path: version
  - path: namespaces/{namespace}/core/{pods,events}.yaml
    content: [{kind: Pod, count: 1}]
  - path: namespaces/{namespace}/pods/{name}/**/current.log
    for: {kind: Pod, namespace: "{namespace}"}
    empty: allowed
    when: {version: ">=1.30", platform: openshift}
forbidden: ["**/*.pem"]
`,
    })
    expect((await loadExpectedFiles(join(dir, 'e.yaml'))).files).toHaveLength(3)
  })

  it.each([
    [
      'files:\n  - path: ../x',
      'e.yaml:4:11: files[0].path: "../x" is not valid; expected a glob over a path inside the must-gather folder, without ".." and "/" first',
    ],
    [
      'files:\n  - path: ./x',
      'e.yaml:4:11: files[0].path: "./x" matches nothing: leave out "./", "//" and a "/" at the end',
    ],
    [
      'files:\n  - path: a/{nmespace}/x',
      'e.yaml:4:11: files[0].path: there is no variable {nmespace}; did you mean "namespace"?',
    ],
    ['files:\n  - path: a/{name}/x', 'e.yaml:4:11: files[0].path: there is no variable {name} without "for"'],
    ['files:\n  - path: "a/[b"', 'e.yaml:4:11: files[0].path: "a/[b" is not a glob'],
    ['files:\n  - {path: a, min: 3, max: 2}', 'e.yaml:4:28: files[0].max: is 2, fewer than min, 3'],
    ['files:\n  - path: a\n  - path: a', 'e.yaml:5:11: files[1].path: "a" is there before, as item 1'],
    [
      'files:\n  - {path: a, when: {version: newest}}',
      'e.yaml:4:31: files[0].when.version: "newest" is not valid; expected a range of versions, such as >=1.30 or 4.16 - 4.19',
    ],
    [
      'files:\n  - {path: a, content: yml}',
      'e.yaml:4:24: files[0].content: must be one of nonEmpty, yaml, json, log, is "yml"; did you mean "yaml"?',
    ],
    ['files:\n  - path: a\nforbidden: [/x]', 'e.yaml:5:13: forbidden[0]: "/x" is not valid'],
  ])('refuses %j', async (files, problem) => {
    expect(await expectedProblems(files)).toEqual([expect.stringContaining(problem)])
  })
})

describe('loadWaivers', () => {
  it('refuses unknown checks, doubles, and dates that do not exist', async () => {
    const dir = folderOf({
      'w.yaml': `${head}kind: Waivers
waivers:
  - {check: MG-FIL-002, fingerprint: ${fingerprint}, reason: x, expires: 2027-02-30}
  - {check: MG-FIL-002, fingerprint: ${fingerprint}, reason: y, expires: 2027-01-31}
`,
    })
    const problems = await problemsOf(loadWaivers(join(dir, 'w.yaml'), checks), dir)
    expect(problems.map((problem) => problem.replace(/^w\.yaml:(\d+):\d+: /, '$1 '))).toEqual([
      '4 waivers[0].check: there is no check MG-FIL-002; did you mean "MG-FIL-001"?',
      '4 waivers[0].expires: "2027-02-30" is not valid; expected a date, such as 2027-01-31',
      '5 waivers[1].check: there is no check MG-FIL-002; did you mean "MG-FIL-001"?',
      '5 waivers[1].fingerprint: waives the same finding as item 1',
    ])
  })
})

describe('loadProfile', () => {
  it('knows profiles by name, and says which there are', async () => {
    expect(await loadProfile('isv/v1', { builtIn })).toBe(builtIn[0])
    await expect(loadProfile('isv/v2', { builtIn })).rejects.toMatchObject({
      code: 'config.unknown-profile',
      message: 'there is no profile "isv/v2"; there are: isv/v1',
      next: 'Did you mean "isv/v1"?',
    })
  })

  it('reads one from a file', async () => {
    const dir = folderOf({
      'p.yaml': `${head}kind: Profile\nname: own/v1\ntitle: Own\nversionTier: strict\nchecks: {MG-FIL-010: required}\n`,
    })
    const problems = await problemsOf(loadProfile(join(dir, 'p.yaml'), { builtIn, checks }), dir)
    expect(problems).toEqual([
      'p.yaml:6:10: checks.MG-FIL-010: there is no check MG-FIL-010; did you mean "MG-FIL-001"?',
    ])
  })
})

describe('a profile and the parts of checks', () => {
  const parts = ['MG-SEC-001/log', 'MG-SEC-001/environment']
  const load = (levels: string) => {
    const dir = folderOf({
      'p.yaml': `${head}kind: Profile\nname: own/v1\ntitle: Own\nversionTier: strict\nchecks: {${levels}}\n`,
    })
    return { dir, profile: loadProfile(join(dir, 'p.yaml'), { builtIn, checks, parts }) }
  }

  it('takes a level of their own', async () => {
    const { profile } = load('MG-SEC-001: required, MG-SEC-001/log: recommended')
    expect((await profile).checks).toEqual({ 'MG-SEC-001': 'required', 'MG-SEC-001/log': 'recommended' })
  })

  it('refuses a part that there is not', async () => {
    const { dir, profile } = load('MG-SEC-001/logs: recommended')
    expect(await problemsOf(profile, dir)).toEqual([
      'p.yaml:6:10: checks.MG-SEC-001/logs: there is no check MG-SEC-001/logs; did you mean "MG-SEC-001/log"?',
    ])
  })
})

describe('loadContract', () => {
  it('tells the problems of all its files at once', async () => {
    const dir = folderOf({ 'e.yaml': 'kind: [', 'w.yaml': `${head}kind: Waivers\n` })
    const contract = {
      profile: 'isv/v1',
      expectedFiles: join(dir, 'e.yaml'),
      waivers: join(dir, 'w.yaml'),
      commandLog: { path: 'x', allowFailed: [] },
      budgets: {},
      canaries: { secrets: true, configMap: true, environment: true, log: true },
    }
    const problems = await problemsOf(loadContract({ contract }, { builtIn }), dir)
    expect(problems.some((problem) => problem.startsWith('e.yaml'))).toBe(true)
    expect(problems.at(-1)).toBe('w.yaml:1:1: waivers: "waivers" is missing')
  })
})
