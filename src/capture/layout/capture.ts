import { below } from './below.js'
import type { Tree } from './tree.js'
import type { Layout, Place, Role } from './types.js'

export const recordFile = 'capture.json'

const roles: Record<string, Role> = {
  [recordFile]: 'record',
  'image.json': 'image',
  'cluster.json': 'live-objects',
  'canaries.json': 'canaries',
}

/** The folders with a capture in them, of those the ones that lie highest: itself, `run/`, `run/capture/`. */
export function captureRoots(tree: Tree): string[] {
  let level = ['']
  for (let depth = 0; depth <= 3; depth++) {
    const found = level.filter((folder) => isCapture(tree, folder))
    if (found.length > 0) return found.sort()
    level = level.flatMap((folder) => [...tree.folders(folder)].map((name) => `${folder}${name}/`))
  }
  return []
}

/** A record; or, where the very first write was lost, gathers as only this project lays them out. */
function isCapture(tree: Tree, folder: string): boolean {
  return (
    tree.files(folder).has(recordFile) ||
    gathersOf(tree, folder).some((name) => hasOutput(tree, folder, name))
  )
}

function gathersOf(tree: Tree, root: string): string[] {
  return [...tree.folders(`${root}gathers/`)].sort()
}

function hasOutput(tree: Tree, root: string, name: string): boolean {
  return tree.folders(`${root}gathers/${name}/`).has('must-gather')
}

/** The project's own layout, as ARCHITECTURE.md describes it. */
export function captureLayout(tree: Tree, root: string): Layout {
  const files = tree.files(root)
  return {
    kind: 'capture',
    root,
    gathers: gathersOf(tree, root),
    sidecars: Object.entries(roles).flatMap(([name, role]) => (files.has(name) ? [role] : [])),
    place: (path) => placeIn(root, path),
  }
}

function placeIn(root: string, path: string): Place {
  const inside = below(path, root)
  if (inside === undefined) return { role: 'other', path }
  const role = roles[inside]
  if (role) return { role, path: inside }
  const [, image] = /^(bundle|index)\/./.exec(inside) ?? []
  if (image !== undefined) return { role: image as 'bundle' | 'index', path: inside }
  const [, gather, rest] = /^gathers\/([^/]+)\/(.+)$/s.exec(inside) ?? []
  if (gather === undefined || rest === undefined) return { role: 'other', path: inside }
  if (rest === 'gather.log') return { role: 'gather-log', gather, path: rest }
  const file = below(rest, 'must-gather/')
  return file === undefined
    ? { role: 'other', gather, path: inside }
    : { role: 'gather-file', gather, path: file }
}
