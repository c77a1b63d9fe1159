/**
 * Feeds the readers of the product with inputs that nobody would write, and says what crashed, hung or grew.
 *
 *   npm run fuzz -- [--executions 20000] [--seed 1] [--targets archive,scan] [--deadline 10000] [--keep DIR]
 *
 * The same seed gives the same inputs. Inputs that found something are kept in DIR. Exits 1 where there are any.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import PQueue from 'p-queue'
import type { FuzzFinding } from './finding.js'
import type { TargetResult } from './run-target.js'
import { runTarget } from './run-target.js'
import { targets } from './targets/index.js'

const { values } = parseArgs({
  options: {
    executions: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '1' },
    targets: { type: 'string', default: targets.map(({ name }) => name).join() },
    deadline: { type: 'string', default: '10000' },
    keep: { type: 'string', default: 'artifacts/fuzz' },
  },
})
const wholeNumber = (name: 'executions' | 'seed' | 'deadline'): number => {
  if (!/^\d{1,9}$/.test(values[name]) || Number(values[name]) === 0)
    throw new Error(`--${name} must be a whole number from 1 on, is ${values[name]}`)
  return Number(values[name])
}
const seed = wholeNumber('seed')
const executions = wholeNumber('executions')
const deadlineMs = wholeNumber('deadline')
const chosen = values.targets.split(',').map((name) => {
  const target = targets.find((other) => other.name === name)
  if (!target)
    throw new Error(`no target ${name}; there are ${targets.map((other) => other.name).join(', ')}`)
  return target
})
const weights = chosen.reduce((sum, { weight }) => sum + weight, 0)
const module = join(import.meta.dirname, 'targets/index.ts')

console.log(`seed ${seed}, ${executions} executions`)
const started = performance.now()
const queue = new PQueue({ concurrency: Math.min(4, availableParallelism()) })
const results = await Promise.all(
  chosen.map(({ name, weight }) =>
    queue.add(async () => {
      const share = Math.ceil((executions * weight) / weights)
      const result = await runTarget({ module, target: name, seed, executions: share, deadlineMs })
      tell(result)
      return result
    }),
  ),
)

const total = results.reduce((sum, result) => sum + result.executions, 0)
const findings = results.flatMap((result) => result.findings)
const seconds = (performance.now() - started) / 1000
console.log(`${total} executions in ${seconds.toFixed(0)} s: ${findings.length} findings`)
process.exitCode = findings.length === 0 ? 0 : 1

function tell({ target, executions, seconds, outcomes, findings }: TargetResult): void {
  const speed = `${(executions / seconds).toFixed(0)} per second`
  console.log(
    `${target}: ${executions} executions, ${speed}, ${outcomes} different outcomes, ${findings.length} findings`,
  )
  for (const finding of findings)
    console.log(`  ${finding.kind} at ${finding.execution}: ${keep(finding)}\n${finding.about}`)
}

function keep({ target, kind, execution, input }: FuzzFinding): string {
  const file = join(values.keep, `${target}-${kind}-${seed}-${execution}`)
  mkdirSync(values.keep, { recursive: true })
  writeFileSync(file, input)
  return file
}
