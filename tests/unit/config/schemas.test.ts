import { readFileSync, readdirSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { schemaFiles } from '../../../scripts/schema-files.js'
import { formats } from '../../../src/config/formats.js'

const folder = new URL('../../../schemas/', import.meta.url)

describe('schemas/', () => {
  it('holds exactly the schemas of the model', () => {
    expect(readdirSync(folder).sort()).toEqual([...schemaFiles().keys()].sort())
  })

  it.each([...schemaFiles()])('%s is fresh; else run `npm run schemas`', (name, text) => {
    expect(readFileSync(new URL(name, folder), 'utf8')).toBe(text)
  })

  it.each([...schemaFiles()])('%s is a strict schema of draft 2020-12', (_, text) => {
    const known = Object.fromEntries(Object.keys(formats).map((name) => [name, true as const]))
    expect(() =>
      new Ajv2020({ strict: true, formats: known }).compile(JSON.parse(text) as object),
    ).not.toThrow()
  })
})
