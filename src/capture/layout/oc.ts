import { below } from './below.js'
import { isMustGather } from './signs.js'
import type { Tree } from './tree.js'
import type { Layout } from './types.js'

/** Written by `oc adm must-gather` beside the image folders; `timestamp` and the page by `oc adm inspect` too. */
const clientLog = 'must-gather.logs'
const markers = [clientLog, 'timestamp', 'event-filter.html']

/** How oc names the folder of an image: its id with everything but letters and digits made a dash. */
const imageFolder = /(?:^|-)sha256-[0-9a-f]{64}$/

/** Whether the folder is what `oc adm must-gather` left: image folders, and markers beside them. */
export function isOc(tree: Tree, root: string): boolean {
  if (tree.files(root).has(clientLog)) return true
  if (isMustGather(tree, root)) return false
  const folders = [...tree.folders(root)]
  if (folders.some((name) => imageFolder.test(name))) return true
  const marked = markers.some((name) => tree.files(root).has(name))
  return marked && folders.some((name) => gathersIn(tree, root, name).length > 0)
}

/** One gather per image folder, or, with `--node-selector`, per node and image folder. */
export function ocLayout(tree: Tree, root: string): Layout {
  const gathers = [...tree.folders(root)].flatMap((name) => gathersIn(tree, root, name, true)).sort()
  return {
    kind: 'oc',
    root,
    gathers,
    sidecars: [],
    place(path) {
      const gather = gathers.find((name) => path.startsWith(`${root}${name}/`))
      const inside = gather === undefined ? undefined : below(path, `${root}${gather}/`)
      if (gather === undefined || inside === undefined)
        return { role: 'other', path: below(path, root) ?? path }
      return { role: inside === 'gather.logs' ? 'gather-log' : 'gather-file', gather, path: inside }
    },
  }
}

function gathersIn(tree: Tree, root: string, name: string, evenBare = false): string[] {
  // What oc collects itself when a gather fails is no gather of the image.
  if (name.startsWith('inspect.local.')) return []
  const folder = `${root}${name}/`
  if (imageFolder.test(name) || isMustGather(tree, folder)) return [name]
  const images = [...tree.folders(folder)].filter(
    (inner) => imageFolder.test(inner) || tree.files(`${folder}${inner}/`).has('gather.logs'),
  )
  if (images.length > 0) return images.map((image) => `${name}/${image}`)
  return evenBare ? [name] : []
}
