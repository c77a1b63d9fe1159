import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { dump, load } from 'js-yaml'
import { loadExpectedFiles, loadIsv, loadProfile, loadWaivers } from '../../../src/config/index.js'
import { base } from '../../support/fixture-captures.js'
import { mutateBytes } from '../mutate/bytes.js'
import { mutateText } from '../mutate/text.js'
import { mutateTree } from '../mutate/tree.js'
import { yamlWords } from '../mutate/words.js'
import type { Random } from '../random.js'
import type { Target } from '../target.js'
import { workFolder } from '../work-folder.js'
import { codeOf } from './judge-archive.js'

const root = resolve(import.meta.dirname, '../../..')
const isvs = join(root, 'fixtures/isvs')

const named = (name: string) =>
  [join(base, 'isv'), ...readdirSync(isvs).map((isv) => join(isvs, isv))]
    .map((dir) => join(dir, name))
    .filter((file) => existsSync(file))
    .map((file) => readFileSync(file))

/** A loader of what people write, over the files of that name in the fixtures. */
function config(
  name: string,
  file: string,
  read: (file: string) => Promise<unknown>,
  more: Buffer[] = [],
): Target {
  return {
    name,
    weight: 1,
    seeds: () => [...named(file), ...more],
    mutate: mutateYaml,
    async run(input) {
      const dir = join(workFolder(), name)
      if (!existsSync(dir)) cpSync(join(base, 'isv'), dir, { recursive: true })
      writeFileSync(join(dir, file), input)
      return read(join(dir, file)).then(() => 'valid', wordsOf)
    },
  }
}

/** What is wrong, without what is different every time. */
function wordsOf(error: unknown): string {
  const code = codeOf(error)
  const problems = (error as { problems?: readonly { message: string }[] }).problems ?? []
  return [code, ...new Set(problems.map(({ message }) => message.replace(/["'`\d].*$/s, '')))].join('; ')
}

function mutateYaml(input: Buffer, random: Random, other: Buffer): Buffer {
  if (random.oneIn(6)) return mutateBytes(input, random, other)
  if (random.oneIn(2)) return mutateText(input, random, yamlWords)
  try {
    return Buffer.from(dump(mutateTree(load(input.toString('utf8')), random), { noRefs: true }))
  } catch {
    // It is no YAML any more, or nested too deeply to be written again.
    return mutateText(input, random, yamlWords)
  }
}

const waivers = `apiVersion: conformance.must-gather.io/v1alpha1
kind: Waivers
salt: a-salt-of-some-length
waivers:
- check: MG-SEC-003
  fingerprint: ${'0123456789abcdef'.repeat(4)}
  reason: known
  expires: 2027-01-31
`
const profile = `apiVersion: conformance.must-gather.io/v1alpha1
kind: Profile
name: mine/v1
title: Mine
versionTier: strict
checks:
  MG-VER-001: required
`

export const configTargets: readonly Target[] = [
  config('isv.yaml', 'isv.yaml', loadIsv),
  config('expected-files.yaml', 'expected-files.yaml', loadExpectedFiles),
  config('waivers.yaml', 'waivers.yaml', (file) => loadWaivers(file, ['MG-SEC-003']), [Buffer.from(waivers)]),
  config(
    'profile.yaml',
    'profile.yaml',
    (file) => loadProfile(file, { builtIn: [], checks: ['MG-VER-001'] }),
    [Buffer.from(profile)],
  ),
]
