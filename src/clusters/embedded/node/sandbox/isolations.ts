import { namespaceIsolation } from './namespaces.js'
import type { Isolation } from './types.js'

export interface IsolationOptions {
  /** The user that this process is. */
  uid: number
  /** A folder for the isolation's own use. */
  folder: string
}

/** The isolation of that name. */
export function isolationNamed(name: Isolation['name'], { uid }: IsolationOptions): Isolation {
  if (name === 'none') throw new Error('not yet')
  return namespaceIsolation(uid)
}
