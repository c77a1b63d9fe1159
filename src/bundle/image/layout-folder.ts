import { lstatSync } from 'node:fs'
import { join } from 'node:path'
import { fileBytes } from '../../capture/read/file-bytes.js'
import type { LayoutFiles } from './oci-layout.js'

/** The files of a layout that lies in a folder. Names come from digests and are harmless. */
export const layoutFolder = (path: string, signal: AbortSignal): LayoutFiles => ({
  origin: path,
  read(name) {
    const file = join(path, name)
    return lstatSync(file, { throwIfNoEntry: false })?.isFile() === true ? fileBytes(file, signal) : undefined
  },
  close: () => Promise.resolve(),
})
