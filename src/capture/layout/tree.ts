import type { ListedEntry } from '../read/types.js'

/** The upper folders of a capture: what lies directly in each. Folders are named with a slash behind, the root `''`. */
export interface Tree {
  files(folder: string): ReadonlySet<string>
  folders(folder: string): ReadonlySet<string>
}

interface Node {
  files: Set<string>
  folders: Set<string>
}

const empty: ReadonlySet<string> = new Set()

/** Builds the tree; folders that an archive names only as part of a file's path are there too. */
export function treeOf(listing: readonly ListedEntry[]): Tree {
  const nodes = new Map<string, Node>()
  const node = (folder: string) => {
    const known = nodes.get(folder) ?? { files: new Set(), folders: new Set() }
    nodes.set(folder, known)
    return known
  }
  for (const { path, type } of listing) {
    const parts = path.split('/')
    const name = parts.pop() ?? ''
    let folder = ''
    for (const part of parts) {
      node(folder).folders.add(part)
      folder += `${part}/`
    }
    const kind = type === 'directory' ? 'folders' : 'files'
    node(folder)[kind].add(name)
  }
  return {
    files: (folder) => nodes.get(folder)?.files ?? empty,
    folders: (folder) => nodes.get(folder)?.folders ?? empty,
  }
}
