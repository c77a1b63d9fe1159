import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, rmSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { repeats } from '../../src/model/capture-record.js'

/**
 * Lays out the repetitions of the default gather of a capture: the same files, and where a limit was set no lines of the
 * containers' logs. What a repetition has of its own already stays.
 */
export function repeatGather(capture: string): void {
  const first = join(capture, 'gathers/default/must-gather')
  if (!existsSync(first)) return
  for (const name of Object.values(repeats)) {
    const folder = join(capture, 'gathers', name, 'must-gather')
    const own = new Set(existsSync(folder) ? filesIn(folder) : [])
    mkdirSync(folder, { recursive: true })
    // As it is: links and pipes too.
    execFileSync('cp', ['--archive', '--no-clobber', `${first}/.`, folder])
    if (name !== repeats.again) emptyLogs(folder, own)
  }
}

function emptyLogs(folder: string, own: ReadonlySet<string>): void {
  for (const path of filesIn(folder)) {
    if (own.has(path)) continue
    if (/(?:current|previous)\.log$/.test(path)) truncateSync(path)
    else if (/current\.log\.gz$/.test(path)) rmSync(path)
  }
}

const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
