import { ExpectedError } from '../../model/errors.js'
import type { CaptureReader, ListedEntry } from '../read/types.js'
import { bareLayout } from './bare.js'
import { captureLayout, captureRoots } from './capture.js'
import { isOc, ocLayout } from './oc.js'
import { isMustGather } from './signs.js'
import type { Tree } from './tree.js'
import { treeOf } from './tree.js'
import type { Layout } from './types.js'

/** As deep as the signs of a layout lie: `top/run/capture/gathers/<name>/must-gather`. */
export const layoutDepth = 6

/** Entries of an archive's beginning by which its layout is presumed. */
const beginning = 400

/**
 * What the layout of an archive seems to be by its beginning, so that the archive need not be read twice; to be held
 * against the whole afterwards. `undefined` where it has to be known first: a folder is quickly listed, and a capture of
 * ours has records that all else depends on.
 */
export async function presumeLayout(
  reader: CaptureReader,
  signal?: AbortSignal,
): Promise<Layout | undefined> {
  if (reader.source.format === 'folder') return undefined
  const layout = recogniseLayout(await reader.listing(layoutDepth, signal, beginning), reader.source.path)
  return layout.kind === 'capture' ? undefined : layout
}

/** Whether both put every entry in the same place. */
export function isSameLayout(a: Layout, b: Layout): boolean {
  return a.kind === b.kind && a.root === b.root && a.gathers.join('\0') === b.gathers.join('\0')
}

/** The layout of what a reader reads. Throws `capture.ambiguous` where there are several captures. */
export async function readLayout(reader: CaptureReader, signal?: AbortSignal): Promise<Layout> {
  return recogniseLayout(await reader.listing(layoutDepth, signal), reader.source.path)
}

/**
 * Tells the project's own capture, what `oc adm must-gather` leaves, and a bare must-gather folder apart by the names
 * in them. What is none of the first two is bare. One top folder around it all is taken away.
 */
export function recogniseLayout(listing: readonly ListedEntry[], shown = 'the capture'): Layout {
  const tree = treeOf(listing)
  const captures = captureRoots(tree)
  if (captures.length > 1) throw ambiguous(shown, captures)
  if (captures[0] !== undefined) return captureLayout(tree, captures[0])
  const root = topFolder(tree)
  return isOc(tree, root) ? ocLayout(tree, root) : bareLayout(root)
}

/** Goes down through folders that hold one folder and nothing else, as long as they are no part of a must-gather. */
function topFolder(tree: Tree): string {
  let root = ''
  for (let depth = 0; depth < 3; depth++) {
    const [only, ...more] = tree.folders(root)
    const isWrapper = only !== undefined && more.length === 0 && tree.files(root).size === 0
    if (!isWrapper || isOc(tree, root) || isMustGather(tree, root)) return root
    root += `${only}/`
  }
  return root
}

function ambiguous(shown: string, roots: string[]): ExpectedError {
  const names = roots.slice(0, 5).map((root) => root.slice(0, -1))
  return new ExpectedError({
    code: 'capture.ambiguous',
    message: `${shown} holds ${roots.length} captures: ${names.join(', ')}${roots.length > 5 ? ', ...' : ''}`,
    next: `Name one of them: ${shown}/${names[0]}.`,
    exitCode: 2,
  })
}
