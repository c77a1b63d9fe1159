import type { Spool } from '../../capture/read/spool.js'

/** Where the entries of a copy go. Each function resolves with the reason where the name is taken. */
export interface EntryWriter {
  directory(path: string, mode: number): Promise<string | undefined>
  file(path: string, mode: number, content: Spool): Promise<string | undefined>
  symlink(path: string, target: string): Promise<string | undefined>
  /** A second name for a file that was written before. */
  hardlink(path: string, target: string): Promise<string | undefined>
  /** Ends the copy: nothing is written after it. */
  close(): Promise<void>
}
