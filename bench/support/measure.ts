import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

export interface Measured {
  seconds: number
  /** Most memory that the process held at a time, in MB; what it starts is not counted. 0 where it was not asked for. */
  megabytes: number
  /** Of the process and those that it started: on a busy machine it tells more than the time that passed. */
  cpuSeconds: number
  exitCode: number | null
  /** The end of what it printed. */
  output: string
}

const sampleMs = 10

/**
 * Runs a program and measures it from outside, so that a program in Go and one in Node are measured alike. Asking for the
 * memory takes time from a program that needs all processors: `memory` says whether to. Linux only.
 */
export async function measure(
  file: string,
  args: readonly string[],
  env: Record<string, string>,
  { memory = true } = {},
): Promise<Measured> {
  const started = performance.now()
  const before = await childrenCpu()
  const child = spawn(file, args, { env: { ...plainEnv(), ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output = (output + chunk.toString()).slice(-4000)))
  const ended = once(child, 'close') as Promise<[number | null]>
  let running = true
  void ended.then(() => (running = false))
  let kilobytes = 0
  while (memory && running) {
    kilobytes = Math.max(kilobytes, await peakOf(child.pid))
    await Promise.race([delay(sampleMs), ended])
  }
  const [exitCode] = await ended
  const seconds = (performance.now() - started) / 1000
  const cpuSeconds = (await childrenCpu()) - before
  return { seconds, megabytes: kilobytes / 1024, cpuSeconds, exitCode, output }
}

/** What a machine has set for every start of Node is none of a program's time: further certificates alone take 40 ms. */
function plainEnv(): NodeJS.ProcessEnv {
  const { NODE_EXTRA_CA_CERTS: _certificates, NODE_OPTIONS: _options, ...env } = process.env
  return env
}

/** What all processes that this one has started, and that have ended, took so far. */
async function childrenCpu(): Promise<number> {
  const stat = await readFile('/proc/self/stat', 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const ticksPerSecond = 100
  return (Number(fields[13]) + Number(fields[14])) / ticksPerSecond
}

/** The kernel keeps the peak itself, so that sampling it misses only what comes after the last sample. */
async function peakOf(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? 0)
}

export interface Contender {
  name: string
  run: () => Promise<Measured>
}

/** A program that writes into a folder of its own, which is gone after each run. */
export function contender(
  name: string,
  file: string,
  argsFor: (dest: string) => readonly string[],
  env: Record<string, string>,
): Contender {
  return {
    name,
    async run() {
      const dir = await mkdtemp(join(tmpdir(), 'bench-'))
      try {
        return await measure(file, argsFor(join(dir, 'out')), env)
      } finally {
        await rm(dir, { recursive: true, force: true })
      }
    },
  }
}

/** Runs the contenders by turns, and prints each one's runs and their medians with the ratio to the first. */
export async function compare(contenders: readonly Contender[], rounds: number): Promise<void> {
  const results = contenders.map(({ name }) => ({ name, runs: [] as Measured[] }))
  for (let round = 1; round <= rounds; round++) {
    for (const [i, { name, run }] of contenders.entries()) {
      const measured = await run()
      if (measured.exitCode !== 0)
        throw new Error(`${name} ended with ${measured.exitCode}:\n${measured.output}`)
      results[i]?.runs.push(measured)
      console.log(`round ${round}  ${name.padEnd(14)} ${figures(measured)}`)
    }
  }
  const [first] = results
  if (!first) return
  for (const { name, runs } of results) {
    const own = medians(runs)
    const other = medians(first.runs)
    const ratio = `${(own.seconds / other.seconds).toFixed(2)} of the time, ${(own.megabytes / other.megabytes).toFixed(2)} of the memory`
    console.log(`median   ${name.padEnd(14)} ${figures(own)}  ${ratio} of ${first.name}`)
  }
}

type Figures = Pick<Measured, 'seconds' | 'megabytes'>

function medians(runs: readonly Measured[]): Figures {
  return {
    seconds: median(runs.map((run) => run.seconds)),
    megabytes: median(runs.map((run) => run.megabytes)),
  }
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

const figures = ({ seconds, megabytes }: Figures) =>
  `${seconds.toFixed(2).padStart(6)} s ${megabytes.toFixed(0).padStart(5)} MB`
