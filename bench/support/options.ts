import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

export interface BenchOptions {
  /** What ours is held against; absent: ours alone. */
  oc: string | undefined
  kubeconfig: string
  image: string
  rounds: number
  /** The program that is measured. */
  ours: string
}

/** The options that every bench against an `oc` has. */
export function benchOptions(): BenchOptions {
  const { values } = parseArgs({
    options: {
      oc: { type: 'string' },
      kubeconfig: { type: 'string' },
      image: { type: 'string' },
      rounds: { type: 'string', default: '3' },
      ours: { type: 'string', default: fileURLToPath(new URL('../../bin/must-gather.js', import.meta.url)) },
    },
  })
  const { oc, kubeconfig, image, rounds, ours } = values
  if (!kubeconfig || !image)
    throw new Error('--kubeconfig and --image are needed; --oc is what it is held against')
  return { oc, kubeconfig, image, rounds: Number(rounds), ours }
}
