import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { spawn } from 'node:child_process'
import { deadline } from '../../../src/lib/deadline.js'
import type { Scene } from './scene.js'

const deadlineMs = 60_000

/** Runs a kubectl that does not end by itself, gives its lines until `see` returns a value, and ends it. */
export async function whilePrinting<T>(
  { kubeconfig, namespace, folder }: Scene,
  args: string[],
  see: (line: string) => Promise<T | undefined>,
): Promise<T> {
  const env = { ...process.env, KUBECONFIG: kubeconfig, HOME: folder }
  const child = spawn('kubectl', ['--namespace', namespace, ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const limit = deadline(deadlineMs)
  limit.signal.addEventListener('abort', () => child.kill('SIGKILL'))
  const ended = once(child, 'close')
  let errors = ''
  child.stderr.on('data', (chunk: Buffer) => (errors += String(chunk)))
  try {
    for await (const line of createInterface(child.stdout)) {
      const value = await see(line)
      if (value !== undefined) return value
    }
    throw new Error(`kubectl ${args.join(' ')} ended before it printed what was wanted: ${errors}`)
  } finally {
    limit.clear()
    child.kill('SIGKILL')
    await ended
  }
}
