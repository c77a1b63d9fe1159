// Fuzzes one target in a process of its own: what hangs or fills the memory takes nobody along. Started by run-target.ts.
import { ftruncateSync, openSync, writeSync } from 'node:fs'
import { createCorpus } from './corpus.js'
import { keyOf } from './finding.js'
import { watchGrowth } from './growth.js'
import type { Random } from './random.js'
import { createRandom } from './random.js'
import type { Target } from './target.js'
import type { FromWorker, WorkerOptions } from './worker-messages.js'

/** Of garbage; there is one where node was started with --expose-gc. */
const collector = globalThis.gc ? () => void globalThis.gc?.() : undefined
const options = JSON.parse(process.argv[2] ?? '{}') as WorkerOptions
// Here, not where the process is started: the modules that were compiled before are then found where they were left.
process.env['TMPDIR'] = options.temp
const send = (message: FromWorker) => void process.send?.(message)

const { targets } = (await import(options.module)) as { targets: readonly Target[] }
const target = targets.find(({ name }) => name === options.target)
if (!target) throw new Error(`no target ${options.target} in ${options.module}`)
await fuzz(target)
process.disconnect()

async function fuzz(target: Target): Promise<void> {
  const random = createRandom(options.seed)
  const seeds = (await target.seeds()).map((seed) => Buffer.from(seed))
  const corpus = createCorpus(seeds)
  const growth = watchGrowth(options.executions, collector, () => corpus.bytes)
  const known = new Set<string>()
  const current = openSync(options.current, 'w')
  for (let execution = options.from; execution <= options.executions; execution++) {
    const input = seeds[execution - 1] ?? mutated(target, corpus.pick(random), random, corpus.pick(random))
    remember(current, execution, input)
    try {
      corpus.add(input, await target.run(input), random)
    } catch (error) {
      const key = keyOf(error)
      if (!known.has(key)) {
        known.add(key)
        const about = error instanceof Error ? (error.stack ?? error.message) : String(error)
        send({ kind: 'crash', execution, about, input: input.toString('base64') })
      }
    }
    const grown = growth.after(execution)
    if (grown !== undefined) {
      send({ kind: 'growth', execution, about: `${Math.round(grown / 2 ** 20)} MiB stay in use`, input: '' })
      return
    }
    if (execution % 100 === 0) send({ kind: 'progress', execution, outcomes: corpus.outcomes })
  }
  send({ kind: 'progress', execution: options.executions, outcomes: corpus.outcomes })
}

/** Now and then twice, so that what needs two changes comes too. */
function mutated(target: Target, input: Buffer, random: Random, other: Buffer): Buffer {
  const once = target.mutate(input, random, other)
  return random.oneIn(4) ? target.mutate(once, random, other) : once
}

/** Puts the input where it is found when this process does not come back from it. */
function remember(file: number, execution: number, input: Buffer): void {
  const number = Buffer.alloc(4)
  number.writeUInt32LE(execution)
  ftruncateSync(file, 4 + input.length)
  writeSync(file, Buffer.concat([number, input]), 0, 4 + input.length, 0)
}
