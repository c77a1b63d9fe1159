import type { Readable } from 'node:stream'
import type { ExtractResult } from '../../capture/index.js'

/** Takes the output of a run: into a folder, or into an archive. */
export interface Store {
  /** What the user gets: the folder, or the archive. */
  path: string
  /** Where small files are written while the run goes on; for an archive a temporary folder that goes into it at the end. */
  root: string
  /** The tar of one gather, into this folder of the output. */
  receive(tar: Readable, folder: string, onEntry: () => void): Promise<ExtractResult>
  /** Writes the checksums of everything, and ends the output. */
  close(): Promise<void>
}
