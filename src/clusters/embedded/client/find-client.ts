import { accessSync, closeSync, constants, openSync, readSync, realpathSync } from 'node:fs'
import { basename, join } from 'node:path'

export interface FoundClient {
  /** Where it is on PATH. */
  path: string
  /** What it is once links are followed. */
  real: string
}

/** The first program of that name on a search path that is what it is called: not a wrapper of another program. */
export function findClient(name: string, searchPath: string): FoundClient | undefined {
  for (const folder of searchPath.split(':').filter((part) => part.startsWith('/'))) {
    const path = join(folder, name)
    const real = resolve(path)
    if (real !== undefined && basename(real).startsWith(name) && isProgram(real)) return { path, real }
  }
  return undefined
}

function resolve(path: string): string | undefined {
  try {
    accessSync(path, constants.X_OK)
    return realpathSync(path)
  } catch {
    return undefined
  }
}

/** An ELF file: it can be shown alone to a container, where a script may need what lies beside it. */
function isProgram(path: string): boolean {
  const file = openSync(path, 'r')
  try {
    const magic = Buffer.alloc(4)
    readSync(file, magic, 0, 4, 0)
    return magic.equals(Buffer.from([0x7f, 0x45, 0x4c, 0x46]))
  } finally {
    closeSync(file)
  }
}
