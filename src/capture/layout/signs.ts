import type { Tree } from './tree.js'

const contents = ['version', 'gather-debug.log', 'gather.logs', 'status.json']
const contentFolders = ['cluster-scoped-resources', 'namespaces', 'namespace-scoped-resources']

/** Whether the folder shows that a gather wrote into it. */
export function isMustGather(tree: Tree, folder: string): boolean {
  return (
    contents.some((name) => tree.files(folder).has(name)) ||
    contentFolders.some((name) => tree.folders(folder).has(name))
  )
}
