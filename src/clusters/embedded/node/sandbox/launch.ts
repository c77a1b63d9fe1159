import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import type { Pipes } from './pipes.js'
import { makePipes } from './pipes.js'
import type { Exit, RunningProcess } from './types.js'
import { CommandError } from './types.js'

/** Where the host's own tools are looked for, whatever PATH the container has. */
export const toolPath =
  '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/run/current-system/sw/bin'

export interface Launch {
  /** The program and its arguments; it reports on descriptor 3 (see set-up-script.ts). */
  argv: string[]
  env: Record<string, string>
  /** A folder to make the pipes in. */
  directory: string
  stdin: boolean
}

/** A process whose report said `start`. */
export interface Launched extends RunningProcess {
  /** As the report named it; else that of the program, which takes the process with it when it is killed. */
  readonly pid: number
}

/** Spawns a set-up script and waits until it has become the command. Throws `CommandError`, or an `Error` that says why not. */
export async function launch(options: Launch, signal: AbortSignal): Promise<Launched> {
  signal.throwIfAborted()
  const pipes = await makePipes(options.directory, options.stdin)
  if (signal.aborted) {
    pipes.release()
    closeStreams(pipes)
    signal.throwIfAborted()
  }
  const [program = '', ...args] = options.argv
  // A session of its own: Ctrl-C at the terminal is for us to handle, not for the containers.
  const child = spawn(program, args, {
    stdio: [...pipes.child, 'pipe'],
    env: options.env,
    cwd: '/',
    detached: true,
  })
  pipes.release()
  for (const stream of [pipes.stdin, pipes.stdout, pipes.stderr]) stream?.on('error', () => {})

  const exited = new Promise<Exit>((resolve) => {
    child.once('error', () => resolve({ code: 127 }))
    child.once('exit', (code, name) => resolve(exitOf(code, name)))
  })
  const failedToSpawn = new Promise<never>((_, reject) => child.once('error', reject))
  failedToSpawn.catch(() => {})
  const abort = () => killGroup(child.pid)
  signal.addEventListener('abort', abort, { once: true })
  try {
    const reported = await Promise.race([awaitStart(child.stdio[3] as Readable, pipes.stderr), failedToSpawn])
    signal.throwIfAborted()
    const pid = reported ?? child.pid ?? 0
    return {
      pid,
      stdin: pipes.stdin,
      stdout: pipes.stdout,
      stderr: pipes.stderr,
      exited,
      kill: killer(pid, exited),
    }
  } catch (error) {
    abort()
    closeStreams(pipes)
    signal.throwIfAborted()
    throw error
  } finally {
    signal.removeEventListener('abort', abort)
  }
}

function closeStreams({ stdin, stdout, stderr }: Pipes): void {
  for (const stream of [stdin, stdout, stderr]) stream?.destroy()
}

async function awaitStart(report: Readable, stderr: Readable): Promise<number | undefined> {
  let pid: number | undefined
  for await (const line of createInterface({ input: report })) {
    const [word = '', rest = ''] = split(line)
    if (word === 'pid') pid = Number(rest)
    else if (word === 'start') return pid
    else if (word === 'missing' || word === 'refused') throw new CommandError(rest, word)
    else if (word === 'error') throw new Error(rest)
  }
  const said: unknown = stderr.read()
  throw new Error(said instanceof Buffer ? said.toString().trim() : 'ended before it started')
}

function split(line: string): [string, string] {
  const space = line.indexOf(' ')
  return space < 0 ? [line, ''] : [line.slice(0, space), line.slice(space + 1)]
}

function killer(pid: number, exited: Promise<Exit>): (signal: NodeJS.Signals) => void {
  let ended = false
  void exited.then(() => (ended = true))
  return (signal) => {
    if (!ended && pid > 0) sendSignal(pid, signal)
  }
}

/**
 * Of what has not become the command yet, all are ours: the script, and those it runs in. Each of them takes the next one
 * with it, but only once it has told the kernel so.
 */
function killGroup(leader: number | undefined): void {
  if (leader !== undefined) sendSignal(-leader, 'SIGKILL')
}

function sendSignal(target: number, signal: NodeJS.Signals): void {
  try {
    process.kill(target, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

function exitOf(code: number | null, name: NodeJS.Signals | null): Exit {
  if (code !== null) return { code }
  const signal = name ? constants.signals[name] : constants.signals.SIGKILL
  return { code: 128 + signal }
}
