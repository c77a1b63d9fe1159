import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checks, profiles } from '../../../src/checks/index.js'
import { validator } from '../../../src/facts/validator.js'
import { Profile } from '../../../src/model/profile.js'

const root = resolve(import.meta.dirname, '../../..')
const folder = join(root, 'src/checks')
const sources = readdirSync(folder)
  .filter((name) => name.endsWith('.ts') && name !== 'define-check.ts')
  .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }))

describe('the list of checks', () => {
  it('lists every check of the folder, one for each file', () => {
    const defined = sources.flatMap(({ text }) => [...text.matchAll(/\bdefineCheck\(\{\s*id: '([^']+)'/g)])
    expect(defined.map(([, id]) => id).sort()).toEqual(checks.map(({ id }) => id).sort())
    expect(sources.filter(({ text }) => text.split('defineCheck({').length > 2)).toEqual([])
  })

  it('has ids of one form, each once', () => {
    const ids = checks.map(({ id }) => id)
    expect(ids.filter((id) => !/^MG-[A-Z]{3}-\d{3}$/.test(id))).toEqual([])
    expect(new Set(ids).size).toBe(ids.length)
  })

  it.each(checks.map((check) => [check.id, check] as const))(
    '%s says what it enforces, and the fix',
    (_, check) => {
      expect(check.contract.sentence).toMatch(/^\S.+\.$/)
      expect(check.fix).toMatch(/^[A-Z].+\.$/s)
      expect(check.title).toMatch(/^\S.+\S$/)
      expect(check.reads.length).toBeGreaterThan(0)
    },
  )

  it('links to sentences that are there', () => {
    const contract = readFileSync(join(root, 'docs/contract.md'), 'utf8')
    const anchors = new Set([...contract.matchAll(/^#+ (.+)$/gm)].map(([, title]) => anchorOf(title ?? '')))
    const own = checks.map(({ contract: { link } }) => link).filter((link) => !link.startsWith('https://'))
    expect(own.filter((link) => !/^docs\/contract\.md#/.test(link))).toEqual([])
    expect([...new Set(own)].filter((link) => !anchors.has(link.split('#')[1] ?? ''))).toEqual([])
  })
})

/** As GitHub makes it of a heading. */
const anchorOf = (title: string) =>
  title
    .toLowerCase()
    .replace(/[^\w\- ]/g, '')
    .replaceAll(' ', '-')

describe.each([...profiles.values()].map((profile) => [profile.name, profile] as const))(
  'profile %s',
  (name, profile) => {
    it('is valid, under its name', () => {
      const isValid = validator(Profile)
      expect(isValid(profile) || isValid.problem()).toBe(true)
      expect(profiles.get(name)).toBe(profile)
    })

    it('names checks that exist', () => {
      const ids = new Set(checks.map(({ id }) => id))
      expect(Object.keys(profile.checks).filter((id) => !ids.has(id))).toEqual([])
    })
  },
)

it('isv/v1 leaves no check out', () => {
  const isv = profiles.get('isv/v1')
  expect(checks.filter(({ id }) => isv?.checks[id] === undefined)).toEqual([])
})
