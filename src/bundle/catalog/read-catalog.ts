import type { Catalog } from '../../model/catalog.js'
import type { OpenedImage } from '../image/types.js'
import { findCatalog } from './find-catalog.js'
import type { CatalogQuestion } from './read-file-based.js'
import { readFileBased } from './read-file-based.js'

/**
 * One package's blobs out of an index: a file-based catalog, or the database of an old one. What is wrong with the index
 * is in its `problems`; throws only `ImageError` where the image itself is damaged, and on abort.
 */
export async function readCatalog(opened: OpenedImage, question: CatalogQuestion): Promise<Catalog> {
  const place = await findCatalog(opened)
  if (!place)
    return noCatalog(
      question.package,
      'it has neither the label of an index, nor /configs, nor /database/index.db',
    )
  if (place.kind === 'file-based') return readFileBased(opened, place.root, question)
  // A megabyte of WebAssembly, for indexes that hardly anybody builds any more.
  const { readSqlite } = await import('./sqlite/read-sqlite.js')
  return readSqlite(opened, place.root, question)
}

function noCatalog(name: string, got: string): Catalog {
  return {
    ...{ schemaVersion: 'catalog/v1', kind: 'file-based', root: '', package: name },
    ...{
      files: 0,
      bytes: 0,
      blobs: 0,
      packageNames: [],
      packages: [],
      channels: [],
      bundles: [],
      deprecations: [],
    },
    problems: [{ rule: 'no-catalog', path: '', message: 'the image is no index', got }],
  }
}
