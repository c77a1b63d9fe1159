import type { CatalogKind } from '../../model/catalog.js'
import type { OpenedImage } from '../image/types.js'

/** Where in an image or folder a catalog lies: a folder (`''` for the top), or the file of a database. */
export interface CatalogPlace {
  kind: CatalogKind
  root: string
}

/** By which an index image says where its catalog lies. */
export const catalogLabels = {
  'file-based': 'operators.operatorframework.io.index.configs.v1',
  sqlite: 'operators.operatorframework.io.index.database.v1',
} as const

/** What is looked for where no label says it, in this order. */
const usual: readonly CatalogPlace[] = [
  { kind: 'file-based', root: 'configs' },
  { kind: 'sqlite', root: 'database/index.db' },
]

/**
 * Where the catalog is: where a label says; else where indexes have it; else a folder is one itself. `undefined` for what
 * is no index. A label that leads nowhere is followed all the same: OLM serves from there.
 */
export async function findCatalog(opened: OpenedImage): Promise<CatalogPlace | undefined> {
  for (const kind of ['file-based', 'sqlite'] as const) {
    const label = opened.labels[catalogLabels[kind]]
    if (label !== undefined) return { kind, root: normal(label) }
  }
  for (const place of usual) {
    if (await hasAny(opened, place.root)) return place
  }
  return opened.kind === 'folder' || opened.kind === 'build' ? { kind: 'file-based', root: '' } : undefined
}

/** `/configs/` as the paths of an image's files begin. */
const normal = (path: string) => path.replace(/^[./]+|\/+$/g, '')

async function hasAny(opened: OpenedImage, prefix: string): Promise<boolean> {
  for await (const { path } of opened.files([prefix])) {
    if (path === prefix || path.startsWith(`${prefix}/`)) return true
  }
  return false
}
