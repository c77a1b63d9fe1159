import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { FuzzFinding } from './finding.js'
import type { FromWorker, WorkerOptions } from './worker-messages.js'

export interface RunTarget {
  /** A module that exports `targets`. */
  module: string
  target: string
  seed: number
  executions: number
  /** How long one execution may compute, in milliseconds; thirty times as long where it waits. */
  deadlineMs: number
  onProgress?: (execution: number) => void
}

export interface TargetResult {
  target: string
  executions: number
  /** How many different outcomes there were. */
  outcomes: number
  /** How long it took, starts of processes included. */
  seconds: number
  findings: FuzzFinding[]
}

/** The memory of a worker, in MiB: more than any input of the allowed size has a reason to take. */
const memory = 400
/** A target that keeps hanging says nothing new. */
const mostHangs = 5

/** Fuzzes one target. An execution that does not end is ended with its process, and the next goes on behind it. */
export async function runTarget(options: RunTarget): Promise<TargetResult> {
  const folder = mkdtempSync(join(tmpdir(), 'mgt-fuzz-run-'))
  const { target } = options
  const result: TargetResult = { target, executions: 0, outcomes: 0, seconds: 0, findings: [] }
  const started = performance.now()
  try {
    const hangs = () => result.findings.filter(({ kind }) => kind === 'hang').length
    const grew = () => result.findings.some(({ kind }) => kind === 'growth')
    while (result.executions < options.executions && hangs() < mostHangs && !grew())
      await runWorker(options, result, join(folder, 'current'))
    result.seconds = (performance.now() - started) / 1000
    return result
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** One process, until it is done or had to be ended. */
async function runWorker(options: RunTarget, result: TargetResult, current: string): Promise<void> {
  const { module, target, seed, executions, deadlineMs, onProgress } = options
  const from = result.executions + 1
  // Temporary files of what is ended in the midst lie in this folder, and go with it.
  const asked = { module, target, seed: seed + from - 1, from, executions, current, temp: dirname(current) }
  const worker = fork(
    join(import.meta.dirname, 'worker.ts'),
    [JSON.stringify(asked satisfies WorkerOptions)],
    {
      execArgv: ['--import', 'tsx', '--expose-gc', `--max-old-space-size=${memory}`],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    },
  )
  let stderr = ''
  worker.stderr?.on('data', (text: Buffer) => (stderr = (stderr + text.toString()).slice(-4000)))
  worker.on('message', (message: FromWorker) => {
    if (message.kind === 'progress') {
      result.executions = message.execution
      result.outcomes = Math.max(result.outcomes, message.outcomes)
      onProgress?.(message.execution)
    } else {
      const { kind, execution, about, input } = message
      result.executions = Math.max(result.executions, execution)
      result.findings.push({ target, kind, execution, about, input: Buffer.from(input, 'base64') })
    }
  })
  const hung = await watched(worker, current, deadlineMs)
  const last = underWay(current)
  if (hung) {
    const about = `no end within ${deadlineMs} ms`
    result.findings.push({ target, kind: 'hang', execution: last.execution, about, input: last.input })
  } else if (worker.exitCode !== 0) {
    // Only the memory's end and what nobody could catch end a worker.
    const kind = /heap out of memory/.test(stderr) ? 'growth' : 'crash'
    result.findings.push({ target, kind, execution: last.execution, about: stderr, input: last.input })
  }
  result.executions = Math.max(result.executions, last.execution, from)
}

/** Resolves when the worker ended: with true where it had to be, as one execution took too long. */
async function watched(worker: ChildProcess, current: string, deadlineMs: number): Promise<boolean> {
  const now = () => ({ wall: performance.now(), cpu: cpuMs(worker.pid ?? 0) })
  let seen = { execution: -1, since: now() }
  let hung = false
  const timer = setInterval(() => {
    const { execution } = underWay(current)
    if (execution !== seen.execution) seen = { execution, since: now() }
    const { wall, cpu } = now()
    // On a machine that is shared a process may get nothing for a while: what counts first is what it did.
    if (cpu - seen.since.cpu <= deadlineMs && wall - seen.since.wall <= waiting * deadlineMs) return
    hung = true
    worker.kill('SIGKILL')
  }, 250)
  await new Promise((resolve) => worker.once('close', resolve))
  clearInterval(timer)
  return hung
}

/** How many times its deadline an execution may take that waits for something instead of doing anything. */
const waiting = 30

/** What the process has had of the processors; nothing where the system does not say. */
function cpuMs(pid: number): number {
  try {
    const [user, system] =
      readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1]?.split(' ').slice(11, 13) ?? []
    // In hundredths of a second.
    return (Number(user) + Number(system)) * 10
  } catch {
    return 0
  }
}

function underWay(current: string): { execution: number; input: Buffer } {
  try {
    const bytes = readFileSync(current)
    return bytes.length < 4
      ? { execution: 0, input: Buffer.alloc(0) }
      : { execution: bytes.readUInt32LE(0), input: bytes.subarray(4) }
  } catch {
    // Nothing has begun.
    return { execution: 0, input: Buffer.alloc(0) }
  }
}
