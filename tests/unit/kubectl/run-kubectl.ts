import { Readable, Writable } from 'node:stream'
import type { Connection } from '../../../src/kube/connection.js'
import { run } from '../../../src/kubectl/program.js'

export interface Result {
  code: number
  out: string
  err: string
}

/** Calls the client as a process would, over a connection that is there already. `line` is split at spaces; use `args` for others. */
export async function kubectl(
  connection: Connection,
  line: string | string[],
  options: { stdin?: string; namespace?: string; program?: string } = {},
): Promise<Result> {
  const result: Result = { code: 0, out: '', err: '' }
  const collect = (key: 'out' | 'err') =>
    new Writable({
      write(chunk: Buffer, _, done) {
        result[key] += chunk.toString()
        done()
      },
    })
  result.code = await run(typeof line === 'string' ? line.split(' ') : line, {
    open: ({ flags }) => ({
      kubeconfig: undefined,
      connect: () => Promise.resolve(connection),
      namespace: () => Promise.resolve(flags.string('namespace') ?? options.namespace ?? 'x'),
    }),
    out: (text) => void (result.out += text),
    err: (text) => void (result.err += text),
    stdin: () => Readable.from([options.stdin ?? '']),
    stdout: collect('out'),
    stderr: collect('err'),
    signal: new AbortController().signal,
    now: () => Date.now(),
    program: options.program ?? 'kubectl',
    env: {},
  })
  return result
}
