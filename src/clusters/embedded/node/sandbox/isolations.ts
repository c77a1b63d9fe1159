import { namespaceIsolation } from './namespaces.js'
import { noIsolation } from './none/isolation.js'
import type { Isolation } from './types.js'

export interface IsolationOptions {
  /** The user that this process is. */
  uid: number
  /** A folder for the isolation's own use. */
  folder: string
}

/** The isolation of that name. */
export function isolationNamed(name: Isolation['name'], options: IsolationOptions): Isolation {
  return name === 'none' ? noIsolation(options) : namespaceIsolation(options.uid)
}
