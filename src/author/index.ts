/** Writes what people keep beside an ISV's configuration: a waiver, the list of expected files and what moved in it. */
export { waive } from './waive/waive.js'
export type { WaiveOptions, Waived } from './waive/waive.js'
