import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { basename } from 'node:path'
import { deadline } from '../lib/deadline.js'
import { lastWords } from '../lib/whole-words.js'
import type { CaptureRecord } from '../model/capture-record.js'

export interface FunctestOptions {
  file: string
  cwd: string
  kubeconfig: string
  captureDir: string
  env: Record<string, string | undefined>
  timeoutMs: number
  /** Takes secrets out of what it printed. */
  redact: (text: string) => string
  signal: AbortSignal
}

type Functest = NonNullable<CaptureRecord['functests']>[number]

const keptCharacters = 16 * 1024

/** Runs one executable of the ISV with KUBECONFIG and CAPTURE_DIR; it and what it started end with its deadline. */
export async function runFunctest(options: FunctestOptions): Promise<Functest> {
  const { file, cwd, kubeconfig, captureDir, env, timeoutMs, redact, signal } = options
  const started = performance.now()
  const within = deadline(timeoutMs, signal)
  const child = spawn(file, [], {
    cwd,
    env: { ...env, KUBECONFIG: kubeconfig, CAPTURE_DIR: captureDir },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that what it leaves in the background ends with it.
    detached: true,
  })
  const kill = () => killGroup(child.pid)
  within.signal.addEventListener('abort', kill, { once: true })
  let output = ''
  const keep = (chunk: Buffer) => {
    output = lastWords(output + chunk.toString(), keptCharacters)
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  try {
    const exitCode = await ended(child)
    signal.throwIfAborted()
    return {
      name: basename(file),
      durationMs: performance.now() - started,
      output: redact(output),
      ...(exitCode === null ? {} : { exitCode }),
      outcome: within.expired() ? 'timeout' : exitCode === 0 ? 'passed' : 'failed',
    }
  } finally {
    within.signal.removeEventListener('abort', kill)
    within.clear()
    kill()
  }
}

/** The exit code; `null` where a signal ended it, 127 where it could not be started. */
async function ended(child: ReturnType<typeof spawn>): Promise<number | null> {
  try {
    const [code] = (await once(child, 'exit')) as [number | null]
    return code
  } catch {
    return 127
  }
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // The whole group has ended.
  }
}
