import type { Catalog, CatalogProblem } from '../../model/catalog.js'
import type { OpenedImage } from '../image/types.js'
import type { CatalogFile } from './catalog-file.js'
import { ParsingAllowance, readCatalogFile } from './catalog-file.js'
import { IgnoreFiles, ignoreFile } from './ignore-file.js'
import type { PackageBlob } from './read-blob.js'

export interface CatalogQuestion {
  package: string
  signal?: AbortSignal | undefined
}

/** Names that are kept, for what was meant by one that is not there. */
const mostNames = 1000

/** Nobody reads more; an image that is no catalog has thousands. */
const mostProblems = 20

const largestIgnoreFile = 1024 * 1024

/** Reads a package out of a file-based catalog, each file once and as a stream. */
export async function readFileBased(
  opened: OpenedImage,
  root: string,
  { package: name, signal }: CatalogQuestion,
): Promise<Catalog> {
  const files: CatalogFile[] = []
  const ignoreFiles = new IgnoreFiles()
  const question = { package: name, signal, allowance: new ParsingAllowance() }
  const prefix = root === '' ? '' : `${root}/`
  for await (const file of opened.files([root])) {
    const { path } = file
    signal?.throwIfAborted()
    const inside = path.startsWith(prefix) ? path.slice(prefix.length) : undefined
    if (inside === undefined || isDockerfile(opened, path)) continue
    if (isIgnoreFile(inside)) ignoreFiles.add(inside, await textOf(file.content()))
    // Files come in any order, so one that is to be ignored may be read before that is known.
    else if (!ignoreFiles.ignores(inside)) files.push(await readCatalogFile(inside, file.content(), question))
  }
  const counted = files
    .filter(({ path }) => !ignoreFiles.ignores(path))
    .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
  return gather(counted, root, name)
}

/** The Dockerfile of a folder that is built is no part of the catalog. */
const isDockerfile = ({ dockerfile }: OpenedImage, path: string) => dockerfile?.path === path

const isIgnoreFile = (path: string) => path === ignoreFile || path.endsWith(`/${ignoreFile}`)

async function textOf(content: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of content) {
    size += part.length
    if (size > largestIgnoreFile) break
    parts.push(Buffer.from(part))
  }
  return Buffer.concat(parts).toString('utf8')
}

function gather(files: CatalogFile[], root: string, name: string): Catalog {
  const own = files.flatMap((file) => file.own)
  const defined = new Set(files.flatMap((file) => [...file.defined]))
  return {
    schemaVersion: 'catalog/v1',
    kind: 'file-based',
    root,
    package: name,
    files: files.length,
    bytes: sum(files, ({ bytes }) => bytes),
    blobs: sum(files, ({ blobs }) => blobs),
    packageNames: [...defined].sort().slice(0, mostNames),
    problems: [...files.flatMap(({ problems }) => problems), ...homeless(files, defined, name)].slice(
      0,
      mostProblems,
    ),
    packages: pick(own, 'olm.package'),
    channels: pick(own, 'olm.channel'),
    bundles: pick(own, 'olm.bundle'),
    deprecations: pick(own, 'olm.deprecations'),
  }
}

const sum = <T>(items: readonly T[], of: (item: T) => number) =>
  items.reduce((total, item) => total + of(item), 0)

function pick<Schema extends PackageBlob['schema']>(
  blobs: readonly PackageBlob[],
  schema: Schema,
): Extract<PackageBlob, { schema: Schema }>['blob'][] {
  return blobs.flatMap((read) => (read.schema === schema ? [read.blob as never] : []))
}

/** Blobs of packages that no `olm.package` defines: OLM refuses the whole catalog. That the own one is missing is told apart. */
function homeless(
  files: readonly CatalogFile[],
  defined: ReadonlySet<string>,
  own: string,
): CatalogProblem[] {
  const told = new Set<string>([own])
  return files.flatMap(({ path, named }) =>
    [...named].flatMap(([name, line]) => {
      if (defined.has(name) || told.has(name)) return []
      told.add(name)
      const message = `a blob belongs to package ${name}, which no olm.package blob defines`
      return [{ rule: 'unknown-package', path, line, message, got: name }]
    }),
  )
}
