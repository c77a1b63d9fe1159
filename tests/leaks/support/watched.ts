import { spawn } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { searchFor } from './forms.js'

const bin = resolve(import.meta.dirname, '../../../bin/must-gather.js')

export interface Watched {
  exitCode: number | null
  stdout: string
  stderr: string
  /** Secrets in what it wrote anywhere, each with where; empty is good. */
  leaks: string[]
}

export interface WatchOptions {
  /** A folder of the run's own; HOME, TMPDIR and the working directory lie in it. */
  home: string
  secrets: ReadonlyMap<string, string>
  /** Files below `home` that hold what was gathered, and so may hold secrets, or be named after one. */
  exempt?: RegExp
  env?: Record<string, string>
  /** When nothing has come of it until then, the process is killed. */
  deadlineMs?: number
}

/** Everything that libraries can be asked to say more of. */
const debug = { DEBUG: '*', NODE_DEBUG: 'execa,undici', PWDEBUG: '0' }

/**
 * Runs the command line at its most talkative and looks for secrets in what it prints and in every file that it writes,
 * those that are only there while it runs included: also those without a name any more that it holds open.
 */
export async function watched(args: readonly string[], options: WatchOptions): Promise<Watched> {
  const { home, secrets, exempt, env = {}, deadlineMs = 120_000 } = options
  const [cwd, tmp] = [join(home, 'cwd'), join(home, 'tmp')]
  for (const dir of [home, cwd, tmp]) mkdirSync(dir, { recursive: true })
  const child = spawn(process.execPath, [bin, ...args], {
    cwd,
    env: { PATH: process.env['PATH'], ...debug, HOME: home, TMPDIR: tmp, CI: 'true', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [out, err]: [Buffer[], Buffer[]] = [[], []]
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk))
  const search = searchFor(secrets)
  const watch = watchFiles(home, child.pid ?? 0, search, exempt)
  const stopLooking = again(watch.look)
  const deadline = setTimeout(() => child.kill('SIGKILL'), deadlineMs)
  const exitCode = await new Promise<number | null>((done) => child.on('close', done))
  stopLooking()
  clearTimeout(deadline)
  watch.look()
  const printed = { stdout: Buffer.concat(out), stderr: Buffer.concat(err) }
  return {
    exitCode,
    stdout: printed.stdout.toString(),
    stderr: printed.stderr.toString(),
    leaks: [
      ...Object.entries(printed).flatMap(([name, text]) => search(text).map((leak) => `${leak} on ${name}`)),
      ...watch.found,
    ],
  }
}

/** Every 15 ms, and at most half of the time: the processor is the process's too. */
function again(look: () => void): () => void {
  let timer: NodeJS.Timeout
  const next = () => {
    const started = performance.now()
    look()
    timer = setTimeout(next, Math.max(15, performance.now() - started))
  }
  timer = setTimeout(next, 0)
  return () => clearTimeout(timer)
}

function watchFiles(
  home: string,
  pid: number,
  search: ReturnType<typeof searchFor>,
  exempt: RegExp | undefined,
) {
  const found = new Set<string>()
  const seen = new Map<string, string>()
  const named = new Set<string>()
  const lookAt = (path: string, shown: string) => {
    const stat = statSync(path)
    const state = `${stat.size} ${stat.mtimeMs}`
    if (!stat.isFile() || seen.get(shown) === state) return
    seen.set(shown, state)
    for (const leak of search(readFileSync(path))) found.add(`${leak} in ${shown}`)
  }
  const look = () => {
    for (const path of [...allBelow(home), ...heldOpen(pid, home)]) {
      const shown = path.startsWith(home) ? path.slice(home.length + 1) : path
      if (exempt?.test(shown)) continue
      if (!named.has(shown)) for (const leak of search(shown)) found.add(`${leak} in the name of a file`)
      named.add(shown)
      // It may be gone by now.
      attempt(() => lookAt(path, shown))
    }
  }
  return { look, found }
}

/** Files, folders and links; a folder that goes away while it is read is left out alone. */
const allBelow = (dir: string): string[] =>
  (attempt(() => readdirSync(dir, { withFileTypes: true })) ?? []).flatMap((entry) => {
    const path = join(dir, entry.name)
    return entry.isDirectory() ? [path, ...allBelow(path)] : [path]
  })

/** Files of the process that were unlinked while open. */
const heldOpen = (pid: number, home: string): string[] =>
  attempt(() =>
    readdirSync(`/proc/${pid}/fd`)
      .map((fd) => `/proc/${pid}/fd/${fd}`)
      .filter((fd) => {
        const target = attempt(() => readlinkSync(fd)) ?? ''
        return target.startsWith(home) && target.endsWith(' (deleted)')
      }),
  ) ?? []

function attempt<T>(act: () => T): T | undefined {
  try {
    return act()
  } catch {
    return undefined
  }
}
