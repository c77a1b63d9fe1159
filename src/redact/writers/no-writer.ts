import type { EntryWriter } from './types.js'

/** Takes entries and keeps nothing: for a pass that only learns. */
export const noWriter: EntryWriter = {
  directory: () => Promise.resolve(undefined),
  file: () => Promise.resolve(undefined),
  symlink: () => Promise.resolve(undefined),
  hardlink: () => Promise.resolve(undefined),
  close: () => Promise.resolve(),
}
