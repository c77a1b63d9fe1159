import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadIsv, missingFor } from '../../../src/config/index.js'
import { folderOf, isvFiles, isvYaml, problemsOf } from './folders.js'

const images = '    bundle: quay.io/acme/bundle:1.0.0\n    index: quay.io/acme/index:1.0.0\n'

/** An isv.yaml with this `install`, and bundle and index where they are wanted. */
const folderWith = (install: string, withImages = images) =>
  folderOf({
    ...isvFiles,
    'isv.yaml': isvYaml
      .replace(/ {2}install: .*\n/, `  install: {${install}}\n`)
      .replace('  install:', `${withImages}  install:`),
    'olm.yaml': 'x\n',
  })

const load = (install: string) => loadIsv(folderWith(install))
const problems = (install: string, withImages?: string) => {
  const dir = folderWith(install, withImages)
  return problemsOf(loadIsv(dir), dir)
}

const olm = 'method: olm, namespace: acme, package: acme-operator, channel: stable'

describe('install of isv.yaml', () => {
  it('fills in what OLM is asked for', async () => {
    const { dir, install } = await load(
      `${olm}, startingCSV: acme.v0.9.0, approval: Manual, timeout: 90s, ` +
        'olmManifests: [./olm.yaml, https://example.com/olm.yaml]',
    )
    expect(install).toEqual({
      method: 'olm',
      namespace: 'acme',
      manifests: [],
      olm: {
        package: 'acme-operator',
        channel: 'stable',
        startingCSV: 'acme.v0.9.0',
        approval: 'Manual',
        timeoutMs: 90_000,
      },
      olmManifests: [join(dir, 'olm.yaml'), 'https://example.com/olm.yaml'],
    })
    expect((await load(olm)).install.olm).toMatchObject({ approval: 'Automatic', timeoutMs: 300_000 })
  })

  it('keeps manifests beside another method, and says what a method lacks', async () => {
    const isv = await load(`${olm}, manifests: [./manifests/*.yaml]`)
    expect(isv.install.manifests).toHaveLength(2)
    expect(missingFor('manifests', isv)).toEqual([])
    expect(missingFor('manifests', await load(olm))).toEqual(['spec.install.manifests'])
    expect(missingFor('olm', await loadIsv(folderOf(isvFiles)))).toEqual([
      'spec.install.package',
      'spec.install.channel',
      'spec.images.index',
      'spec.images.bundle',
    ])
  })

  it.each([
    [
      'manifests',
      'method: manifests, namespace: acme',
      images,
      [
        'isv.yaml:10:3: spec.install.manifests: "manifests" is missing, which method manifests needs; expected the manifests of the operator',
      ],
    ],
    [
      'a bundle',
      'method: bundle, namespace: acme',
      '',
      [
        'isv.yaml:5:3: spec.images.bundle: "bundle" is missing, which method bundle needs; expected the bundle image, as a reference or {ref, build}',
      ],
    ],
    [
      'all that OLM needs',
      'method: olm, namespace: acme',
      '',
      [
        'isv.yaml:5:3: spec.images.index: "index" is missing, which method olm needs; expected the index image that OLM installs from, as a reference or {ref, build}',
        'isv.yaml:5:3: spec.images.bundle: "bundle" is missing, which method olm needs; expected the bundle image, as a reference or {ref, build}',
        'isv.yaml:8:3: spec.install.package: "package" is missing, which method olm needs; expected the package of the index that is installed',
        'isv.yaml:8:3: spec.install.channel: "channel" is missing, which method olm needs; expected the channel of the package',
      ],
    ],
  ])('wants %s', async (_, install, withImages, expected) => {
    expect(await problems(install, withImages)).toEqual(expected)
  })

  it.each([
    ['OwnNamespace', '[other]', /OwnNamespace watches acme alone/],
    ['SingleNamespace', '[acme]', /one namespace that is not its own/],
    ['SingleNamespace', undefined, /"targetNamespaces" is missing, which SingleNamespace needs/],
    ['MultiNamespace', '[a]', /two namespaces or more/],
    ['AllNamespaces', '[a, b]', /AllNamespaces watches every namespace/],
  ])('%s does not watch %s', async (mode, targets, expected) => {
    const found = await problems(
      `${olm}, installMode: ${mode}${targets === undefined ? '' : `, targetNamespaces: ${targets}`}`,
    )
    expect(found).toEqual([expect.stringMatching(expected)])
  })

  it.each([
    ['OwnNamespace', '[acme]'],
    ['OwnNamespace', undefined],
    ['SingleNamespace', '[a]'],
    ['MultiNamespace', '[a, acme]'],
    ['AllNamespaces', undefined],
  ])('%s watches %s', async (mode, targets) => {
    const given = targets === undefined ? '' : `, targetNamespaces: ${targets}`
    expect((await load(`${olm}, installMode: ${mode}${given}`)).install.installMode).toBe(mode)
  })

  it.each([
    ['installMode: Own', /must be one of OwnNamespace/],
    ['approval: Auto', /must be one of Automatic, Manual, is "Auto"/],
    ['timeout: "5"', /a duration with units/],
    ['olmManifests: [./olm.yml]', /olm\.yml does not exist; did you mean ".\/olm.yaml"/],
    ['olmManifests: [../olm.yml]', /leads out of the folder|not valid/],
  ])('refuses %s', async (more, expected) => {
    expect(await problems(`${olm}, ${more}`)).toEqual([expect.stringMatching(expected)])
  })
})
