import { execFile } from 'node:child_process'
import { closeSync, constants, openSync, rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { Socket } from 'node:net'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { promisify } from 'node:util'

export interface Pipes {
  /** What the child is given as its descriptors 0 to 2; `'ignore'` is /dev/null. */
  child: [number | 'ignore', number, number]
  /** Closes our copies of the child's ends, once it was spawned. */
  release(): void
  stdin: Writable | undefined
  stdout: Readable
  stderr: Readable
}

/**
 * Three real pipes for a process. Node's own are sockets, which a script cannot open again: `echo >/dev/stderr`
 * and `tee /dev/stdout` fail on them, and do not in a container.
 */
export async function makePipes(directory: string, withStdin: boolean): Promise<Pipes> {
  const folder = await mkdtemp(join(directory, 'pipes-'))
  try {
    const names = withStdin ? ['out', 'err', 'in'] : ['out', 'err']
    const [out, err, input] = names.map((name) => join(folder, name)) as [string, string, string | undefined]
    await promisify(execFile)('mkfifo', ['-m', '666', ...names.map((name) => join(folder, name))])
    return openPipes(out, err, input)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function openPipes(out: string, err: string, input: string | undefined): Pipes {
  const stdout = openReadEnd(out)
  const stderr = openReadEnd(err)
  const stdin = input === undefined ? undefined : openWriteEnd(input)
  const child: Pipes['child'] = [stdin?.child ?? 'ignore', stdout.child, stderr.child]
  return {
    child,
    release: () => child.forEach((fd) => fd !== 'ignore' && closeSync(fd)),
    stdin: stdin?.ours,
    stdout: stdout.ours,
    stderr: stderr.ours,
  }
}

function openReadEnd(path: string): { ours: Socket; child: number } {
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
  const child = openSync(path, constants.O_WRONLY)
  return { ours: new Socket({ fd, readable: true, writable: false }), child }
}

/** Opened for both first: a pipe without a reader refuses a writer, and one without a writer blocks a reader. */
function openWriteEnd(path: string): { ours: Socket; child: number } {
  const both = openSync(path, constants.O_RDWR | constants.O_NONBLOCK)
  const child = openSync(path, constants.O_RDONLY)
  const fd = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK)
  closeSync(both)
  return { ours: new Socket({ fd, readable: false, writable: true }), child }
}
