import type { Measured } from './measure.js'
import { measure } from './measure.js'

export interface Program {
  name: string
  file: string
  args: readonly string[]
  /** Exit codes that say that it did its work; 0 unless said. */
  endsWith?: readonly number[]
}

export interface Figures {
  name: string
  seconds: number
  megabytes: number
  cpuSeconds: number
}

/**
 * Runs programs by turns, so that a busy moment of the machine meets all of them, and gives each one's medians; their memory
 * is that of one run more.
 */
export async function byTurns(programs: readonly Program[], rounds: number): Promise<Figures[]> {
  const runs = programs.map(() => [] as Measured[])
  for (let round = 0; round < rounds; round++) {
    for (const [index, program] of programs.entries())
      runs[index]?.push(await once(program, { memory: false }))
  }
  const megabytes: number[] = []
  for (const program of programs) megabytes.push((await once(program, { memory: true })).megabytes)
  return programs.map(({ name }, index) => ({
    name,
    seconds: median(runs[index]?.map(({ seconds }) => seconds) ?? []),
    megabytes: megabytes[index] ?? 0,
    cpuSeconds: median(runs[index]?.map(({ cpuSeconds }) => cpuSeconds) ?? []),
  }))
}

async function once(
  { name, file, args, endsWith = [0] }: Program,
  asked: { memory: boolean },
): Promise<Measured> {
  const measured = await measure(file, args, {}, asked)
  if (!endsWith.includes(measured.exitCode ?? -1))
    throw new Error(`${name} ended with ${measured.exitCode}:\n${measured.output}`)
  return measured
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
