import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { until } from '../../../src/lib/deadline.js'

const root = join(import.meta.dirname, '../../..')
const bin = join(root, 'bin/must-gather.js')

export interface Ended {
  exitCode: number | null
  output: string
  /** What is left of it: processes, mounts, temporary files. */
  left: string[]
}

export interface CommandOptions {
  /** Sent once when the output matches. */
  kill?: { signal: NodeJS.Signals; when: RegExp }
  env?: Record<string, string>
}

/** Runs the command line as a user would, in a temporary folder of its own, and looks for what it leaves. */
export async function mustGather(
  args: readonly string[],
  { kill, env = {} }: CommandOptions = {},
): Promise<Ended> {
  const temp = mkdtempSync(join(tmpdir(), 'mgt-command-'))
  try {
    const child = spawn(process.execPath, [bin, ...args], {
      cwd: root,
      env: { ...process.env, CI: 'true', TMPDIR: temp, ARTIFACT_DIR: '', GITHUB_STEP_SUMMARY: '', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    let killed = false
    const take = (chunk: Buffer) => {
      output += chunk.toString()
      if (kill && !killed && kill.when.test(output)) {
        killed = true
        child.kill(kill.signal)
      }
    }
    child.stdout.on('data', take)
    child.stderr.on('data', take)
    const exitCode = await new Promise<number | null>((resolve) => child.on('close', resolve))
    return { exitCode, output, left: await whatIsLeft(temp) }
  } finally {
    rmSync(temp, { recursive: true, force: true })
  }
}

/** Waits a little for what is on its way out; tells what stays. */
async function whatIsLeft(temp: string): Promise<string[]> {
  const signal = AbortSignal.timeout(10_000)
  const gone = () => Promise.resolve(remains(temp).length === 0 ? true : undefined)
  return until(gone, signal).then(
    () => [],
    () => remains(temp),
  )
}

function remains(temp: string): string[] {
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((pid) => {
      const about = ['cmdline', 'environ', 'mountinfo'].map((file) => read(`/proc/${pid}/${file}`)).join('\n')
      return about.includes(temp)
        ? [`process ${pid}: ${read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').slice(0, 200)}`]
        : []
    })
  return [...processes, ...readdirSync(temp).map((name) => `file ${name}`)]
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    // It has ended meanwhile.
    return ''
  }
}
