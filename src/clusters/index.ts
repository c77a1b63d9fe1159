/** The clusters that a run can be made on, behind one interface. */
import { embeddedDriver } from './embedded/index.js'
import { existingDriver } from './existing/driver.js'
import { kindDriver } from './kind/index.js'

export const drivers = { embedded: embeddedDriver, kind: kindDriver, existing: existingDriver }
export type * from './types.js'
