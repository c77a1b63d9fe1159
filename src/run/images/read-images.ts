import type { Bundle, ImageSource, OpenedImage } from '../../bundle/index.js'
import type { ImageError } from '../../bundle/index.js'
import { catalogLabels, isFaultOfImage, openImage, readBundle, readCatalog } from '../../bundle/index.js'
import type { Catalog } from '../../model/catalog.js'
import { ExpectedError } from '../../model/errors.js'
import type { ResolvedImage } from '../../model/isv-config.js'
import type { RunOptions } from '../types.js'

/** What came of reading an image as files. */
export type Read<T> =
  | { image: ResolvedImage; value: T; kind: ImageSource['kind']; origin: string; digest?: string }
  /** `absent`: the registry does not have it, or what it has is broken; else nobody could tell. */
  | { image: ResolvedImage; problem: { code: string; message: string; next: string; absent: boolean } }

export type BundleRead = Read<Bundle>
export type IndexRead = Read<{ catalog: Catalog; opm: boolean; configs: string }>

type Reader<T> = (opened: OpenedImage) => Promise<T>

/** Reads the bundle. Throws on abort alone, and what nobody foresaw. */
export const readBundleImage = (
  image: ResolvedImage,
  options: RunOptions,
  signal: AbortSignal,
): Promise<BundleRead> => read(image, (opened) => readBundle(opened, signal), options, signal)

/** Reads a package out of the index, and whether the image can serve it by itself. */
export const readIndexImage = (
  image: ResolvedImage,
  packageName: string,
  options: RunOptions,
  signal: AbortSignal,
): Promise<IndexRead> =>
  read(
    image,
    async (opened) => ({
      catalog: await readCatalog(opened, { package: packageName, signal }),
      opm: await hasServer(opened),
      configs: opened.labels[catalogLabels['file-based']] ?? '/configs',
    }),
    options,
    signal,
  )

/** Indexes are built upon the image of opm, which serves them; one of files alone has no program at all. */
async function hasServer(opened: OpenedImage): Promise<boolean> {
  for await (const _ of opened.files(['bin/opm', 'usr/bin/opm'])) return true
  return false
}

async function read<T>(
  image: ResolvedImage,
  reader: Reader<T>,
  options: RunOptions,
  signal: AbortSignal,
): Promise<Read<T>> {
  let problem: ImageError | undefined
  for (const source of sourcesOf(image, options)) {
    try {
      const opened = await openImage(source, { signal, registry: options.registry })
      try {
        const value = await reader(opened)
        const { kind, origin, digest } = opened
        return { image, value, kind, origin, ...(digest === undefined ? {} : { digest }) }
      } finally {
        await opened.close()
      }
    } catch (error) {
      signal.throwIfAborted()
      if (!(error instanceof ExpectedError)) throw error
      problem ??= error as ImageError
    }
  }
  if (!problem) throw new Error(`${image.ref} was looked for nowhere`)
  return { image, problem: describe(problem) }
}

/** As pods get it: from the registry first, unless the cluster cannot or is not to pull; then from the build folder. */
function sourcesOf({ ref, build }: ResolvedImage, { driver, prefer, buildArgs }: RunOptions): ImageSource[] {
  const registry: ImageSource = { kind: 'registry', ref }
  if (!build) return [registry]
  const folder: ImageSource = { kind: 'build', context: build.context, args: { ...build.args, ...buildArgs } }
  if (prefer === 'build' || !driver.capabilities.has('images:pull')) return [folder]
  return prefer === 'pull' ? [registry] : [registry, folder]
}

const describe = ({ code, message, next }: ExpectedError) => ({
  ...{ code, message, next },
  absent: isFaultOfImage(code),
})
