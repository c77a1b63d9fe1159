import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { layerBreaches, layerFolders } from '../../../scripts/layer-breaches.js'
import { layers } from '../../../scripts/layers.js'

const root = join(import.meta.dirname, '../../..')
const src = join(root, 'src')

describe('layers', () => {
  test('the table names the folders that exist', () => {
    expect(Object.keys(layers).sort()).toEqual(layerFolders(src))
  })

  test('no import goes where the table does not allow it', () => {
    expect(layerBreaches(src)).toEqual([])
  })

  test('the folder map of ARCHITECTURE.md is the table', () => {
    const map = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8').matchAll(
      /^\| `src\/(\w+)` \|[^|]*\| ([^|]*) \|$/gm,
    )
    const shown = Object.fromEntries(
      [...map].map(([, folder = '', imports = '']) => [folder, imports.trim()]),
    )
    const wanted = Object.entries(layers).map(([folder, imports]) => [folder, shownImports(imports)])
    expect(shown).toEqual(Object.fromEntries(wanted))
  })
})

function shownImports(imports: readonly string[] | 'everything'): string {
  if (imports === 'everything') return imports
  return imports.length === 0 ? '-' : imports.join(', ')
}
