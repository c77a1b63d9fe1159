import type { Connection } from './connection.js'

export interface ServerVersion {
  major: string
  minor: string
  /** `v1.36.3` */
  gitVersion: string
  platform: string
  [field: string]: string
}

/** Asks for the server's version: the cheapest request that proves that it can be reached. */
export async function serverVersion(connection: Connection, signal?: AbortSignal): Promise<ServerVersion> {
  return (await connection.request<ServerVersion>({ path: '/version', signal })).body
}
