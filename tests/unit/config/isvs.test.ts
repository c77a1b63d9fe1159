import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findIsvs, loadIsvByName } from '../../../src/config/index.js'
import { folderOf, isvFiles, isvYaml, problemsOf } from './folders.js'

describe('findIsvs and loadIsvByName', () => {
  const two = () =>
    folderOf({
      ...Object.fromEntries(Object.entries(isvFiles).map(([name, text]) => [`acme/${name}`, text])),
      'zeta/isv.yaml': isvYaml,
      'no-isv/readme': '',
      file: '',
    })

  it('finds the folders with an isv.yaml', async () => {
    const dir = two()
    expect((await findIsvs(dir)).map(({ name }) => name)).toEqual(['acme', 'zeta'])
    expect((await loadIsvByName(dir, 'acme')).dir).toBe(join(dir, 'acme'))
  })

  it('lists those that exist where a name is wrong', async () => {
    const dir = two()
    await expect(loadIsvByName(dir, 'acmee')).rejects.toMatchObject({
      code: 'config.unknown-isv',
      exitCode: 2,
      message: `there is no ISV "acmee" in ${dir}; there are: acme, zeta`,
      next: expect.stringContaining('--isv=acme?') as string,
    })
  })

  it('wants a copied folder to have a name of its own', async () => {
    const dir = two()
    const problems = await problemsOf(loadIsvByName(dir, 'zeta'), dir)
    expect(problems).toContain(
      'zeta/isv.yaml:3:18: metadata.name: must be the name of the folder, zeta, is "acme"',
    )
  })

  it('says where there is none', async () => {
    await expect(findIsvs('/no/such')).rejects.toMatchObject({ code: 'config.no-isvs', exitCode: 2 })
    await expect(findIsvs(folderOf({ 'x/y': '' }))).rejects.toMatchObject({ code: 'config.no-isvs' })
  })
})
