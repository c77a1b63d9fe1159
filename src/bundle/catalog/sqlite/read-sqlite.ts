/** Reads the database of an index as `opm` built them before file-based catalogs. */
import type { Catalog, CatalogProblem } from '../../../model/catalog.js'
import type { OpenedImage } from '../../image/types.js'
import type { CatalogQuestion } from '../read-file-based.js'
import { openDatabase } from './open-database.js'
import { readPackage } from './read-package.js'
import { withTemporaryCopy } from './temporary-copy.js'

export async function readSqlite(
  opened: OpenedImage,
  path: string,
  { package: name, signal }: CatalogQuestion,
): Promise<Catalog> {
  for await (const file of opened.files([path])) {
    signal?.throwIfAborted()
    if (file.path !== path) continue
    return withTemporaryCopy(file.content(), (copy, bytes) => {
      signal?.throwIfAborted()
      return { ...emptyCatalog(path, name), files: 1, bytes, ...readDatabase(copy, path, name) }
    })
  }
  const message = 'there is no database where the label of the index says'
  return {
    ...emptyCatalog(path, name),
    problems: [{ rule: 'no-catalog', path, message, got: 'no such file' }],
  }
}

function readDatabase(file: string, path: string, name: string): Partial<Catalog> {
  try {
    const database = openDatabase(file)
    try {
      return readPackage(database, path, name)
    } finally {
      database.close()
    }
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'SQLite3Error') throw error
    return { problems: [unreadable(path, error.message)] }
  }
}

const unreadable = (path: string, reason: string): CatalogProblem => ({
  rule: 'unreadable',
  ...{
    path,
    message: `the database cannot be read: ${reason.slice(0, 120)}`,
    got: 'no database of an index',
  },
})

const emptyCatalog = (root: string, name: string): Catalog => ({
  ...{ schemaVersion: 'catalog/v1', kind: 'sqlite', root, package: name, files: 0, bytes: 0, blobs: 0 },
  ...{ packageNames: [], problems: [], packages: [], channels: [], bundles: [], deprecations: [] },
})
