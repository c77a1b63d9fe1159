import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { execa } from 'execa'
import { onTestFinished } from 'vitest'
import { parseLogfmt } from '../../../src/lib/logfmt.js'
import { deadline, until } from '../../../src/lib/deadline.js'

/** Runs gather scripts of the reference ISV in a folder of their own. */

export const isvDir = resolve('fixtures/isvs/nfs-provisioner')
export const scriptsDir = join(isvDir, 'must-gather/collection-scripts')

export interface Status {
  schemaVersion: number
  mustGatherVersion: string
  startedAt: string | null
  completedAt: string | null
  interrupted: boolean
  overallStatus: string
  collectors: {
    name: string
    status: string
    exitCode: number
    startedAt: string
    completedAt: string
    durationSeconds: number
    messages: { severity: string; code: string; message: string }[]
    artifacts: string[]
  }[]
}

export async function tempDir(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'isv-test-'))
  onTestFinished(() => rm(dir, { recursive: true, force: true }))
  return dir
}

/** Writes a gather script that uses the library; `$FOLDER` is a folder for what the test itself needs. */
export async function script(dir: string, body: string, name = 'gather_test'): Promise<string> {
  const path = join(dir, name)
  const text = `#!/bin/bash\n. "${scriptsDir}/gather-lib.sh"\nFOLDER=${dir}\nbegin_gather\n${body}\nend_gather\n`
  await writeFile(path, text, { mode: 0o755 })
  return path
}

/** Starts a script; its process is the script itself, so that signals reach it and nothing else. */
export function start(path: string, output: string, env: Record<string, string> = {}) {
  return execa(path, {
    env: { BASE_COLLECTION_PATH: output, MUST_GATHER_VERSION: '1.2.3.0', ...env },
    reject: false,
    all: true,
    forceKillAfterDelay: false,
  })
}

export async function logOf(output: string): Promise<Map<string, string>[]> {
  const text = await readFile(join(output, 'gather-debug.log'), 'utf8')
  const lines = text.split('\n')
  if (lines.pop() !== '') throw new Error('the last line has no end')
  return lines.map((line) => {
    const pairs = parseLogfmt(line)
    if (!pairs) throw new Error(`not logfmt: ${line}`)
    return pairs
  })
}

export async function statusOf(output: string): Promise<Status> {
  return JSON.parse(await readFile(join(output, 'status.json'), 'utf8')) as Status
}

/** Files below the folder, sorted. */
export async function filesOf(output: string): Promise<string[]> {
  const entries = await readdir(output, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(output.length + 1))
    .sort()
}

/** Waits until `probe` holds, for at most ten seconds. */
export async function eventually(probe: () => Promise<boolean>): Promise<void> {
  const limit = deadline(10_000)
  try {
    await until(async () => ((await probe().catch(() => false)) ? true : undefined), limit.signal)
  } finally {
    limit.clear()
  }
}
