import { createWriteStream, type WriteStream } from 'node:fs'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ClientOptions } from './types.js'

export const journalFile = 'must-gather.logs'
/** The name of this client in its own lines. */
const client = 'must-gather'
const width = 17

/** What a run says, in the lines of `oc adm must-gather`: to its console, and but for the pods' own logs into `must-gather.logs`. */
export interface Journal {
  /** `[must-gather      ] OUT <time> text`; or of a pod. */
  out(text: string, pod?: string): void
  /** Without name and time. */
  plain(text: string): void
  /** A line that a pod printed, with the time of the kubelet. */
  podLine(pod: string, time: string, text: string): void
  /** Ends the file; `headline` becomes its first line. */
  close(headline?: string): Promise<void>
}

export async function openJournal(
  folder: string,
  { console, redact }: Pick<ClientOptions, 'console' | 'redact'>,
  now: () => Date,
): Promise<Journal> {
  const path = join(folder, journalFile)
  const file: WriteStream = createWriteStream(path)
  await once(file, 'open')
  const both = (text: string) => {
    const line = redact(text)
    console.line(line, 'journal')
    file.write(`${line}\n`)
  }
  return {
    out: (text, who = client) => both(journalLine(who, 'OUT', rfc3339Nano(now()), text)),
    plain: both,
    podLine: (pod, time, text) => console.line(journalLine(pod, 'POD', time, text), 'pod-log'),
    async close(headline) {
      const closed = once(file, 'close')
      file.end()
      await closed
      if (headline !== undefined) await writeFile(path, `${headline}\n${await readFile(path, 'utf8')}`)
    },
  }
}

export function journalLine(who: string, kind: 'OUT' | 'POD', time: string, text: string): string {
  return `[${who.padEnd(width)}] ${kind} ${time} ${text}`
}

/** As Go prints it: no zeros at the end of the fraction. */
export function rfc3339Nano(date: Date): string {
  return date.toISOString().replace(/\.?0+Z$/, 'Z')
}
