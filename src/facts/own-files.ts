import type { ResolvedIsv } from '../model/isv-config.js'

/** The files of a gather that speak of the gather itself, by path. */
export interface OwnFiles {
  version: string
  status: string
  commandLog: string
}

export function ownFilesOf(config: ResolvedIsv | undefined): OwnFiles {
  return {
    version: 'version',
    status: 'status.json',
    commandLog: config?.contract.commandLog.path ?? 'gather-debug.log',
  }
}
