import { isolationRefused } from './isolation-refused.js'
import { namespaceIsolation } from './namespaces.js'
import { noIsolation } from './none/isolation.js'
import type { Isolation } from './types.js'

export interface IsolationOptions {
  /** The user that this process is. */
  uid: number
  /** A folder for the isolation's own use. */
  folder: string
}

/** The isolation of that name. Throws `embedded.isolation-refused` or `embedded.isolation-none-refused`. */
export function isolationNamed(name: Isolation['name'], options: IsolationOptions): Isolation {
  if (process.platform !== 'linux') {
    throw isolationRefused(`it needs Linux, and this is ${process.platform}`, 'Use --cluster=kind.')
  }
  return name === 'none' ? noIsolation(options) : namespaceIsolation(options.uid)
}
