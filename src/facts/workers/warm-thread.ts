import { Worker } from 'node:worker_threads'

// From its sources, as tests are run, a thread needs what understands them; Node 20 takes no --import for that.
const isSource = import.meta.url.endsWith('.ts')
const program = new URL(isSource ? './analysis-worker.ts' : './analysis-worker.js', import.meta.url)
const fromSource = `import('tsx/esm/api').then(({ register }) => { register(); return import(${JSON.stringify(program.href)}) })`

let warm: Worker | undefined

/** Starts a thread for whoever asks first: it loads while this one still reads its own modules. It keeps no process alive. */
export function warmThread(): Worker {
  warm ??= newThread()
  warm.unref()
  return warm
}

/** A thread of the analysis that waits for what it is to do: the warm one, if there is one. */
export function takeThread(): Worker {
  const thread = warm ?? newThread()
  warm = undefined
  thread.ref()
  return thread
}

const newThread = (): Worker =>
  isSource ? new Worker(fromSource, { eval: true, execArgv: [] }) : new Worker(program)
