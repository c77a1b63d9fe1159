import { lstatSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join, normalize } from 'node:path'
import { ContainerConfigError } from '../pod/config-error.js'

/** Folders of the real host that a hostPath may show, read-only. */
const shown = ['/etc', '/usr', '/opt']

export interface HostFolder {
  path: string
  readOnly: boolean
}

/**
 * What a hostPath volume stands for. The host is not the node: but for a few folders, read-only, a path is a folder
 * of the cluster's own that all its pods share and that ends with it.
 */
export async function hostFolder(nodeDisk: string, path: string, type = ''): Promise<HostFolder> {
  const wanted = normalize(path)
  if (shown.some((folder) => wanted === folder || wanted.startsWith(`${folder}/`))) {
    if (lstatSync(wanted, { throwIfNoEntry: false })) return { path: wanted, readOnly: true }
  }
  const own = join(nodeDisk, wanted)
  const exists = lstatSync(own, { throwIfNoEntry: false }) !== undefined
  if (!exists && type === 'FileOrCreate') {
    await mkdir(dirname(own), { recursive: true })
    await writeFile(own, '')
  } else if (!exists && (type === '' || type === 'DirectoryOrCreate')) {
    await mkdir(own, { recursive: true, mode: 0o755 })
  } else if (!exists) {
    throw new ContainerConfigError(
      `hostPath type check failed: ${wanted} is not a ${type.toLowerCase()} of the embedded node`,
    )
  }
  return { path: own, readOnly: false }
}
