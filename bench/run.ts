// Both clients bring back 100 MB that a gather writes in about a second; prints what each took:
//   tsx bench/run.ts --oc PATH --kubeconfig FILE --image IMAGE [--rounds 3]     (npm run build first)
import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

interface Measure {
  seconds: number
  mebibytes: number
}

const { values } = parseArgs({
  options: {
    oc: { type: 'string' },
    kubeconfig: { type: 'string' },
    image: { type: 'string' },
    rounds: { type: 'string', default: '3' },
  },
})
const { oc, kubeconfig, image } = values
if (!kubeconfig || !image) throw new Error('usage: bench/run.ts --oc PATH --kubeconfig FILE --image IMAGE')

const gather = ['--', '/bin/bash', '-c', 'head -c 100000000 /dev/urandom > /must-gather/blob']
const asked = (dir: string) => ['--image', image, '--dest-dir', dir, '--kubeconfig', kubeconfig, ...gather]
const program = join(import.meta.dirname, '..', 'bin', 'must-gather.js')
const clients: Record<string, (dir: string) => [string, string[]]> = {
  ...(oc && { oc: (dir: string) => [oc, ['adm', 'must-gather', ...asked(dir)]] }),
  'must-gather run': (dir) => [process.execPath, [program, 'run', '--layout', 'oc', ...asked(dir)]],
}

for (const [name, command] of Object.entries(clients)) {
  const measures: Measure[] = []
  for (let round = 0; round < Number(values.rounds); round++) {
    const dir = await mkdtemp(join(tmpdir(), 'bench-run-'))
    measures.push(await measure(...command(dir)))
    await rm(dir, { recursive: true, force: true })
  }
  const shown = measures.map(({ seconds, mebibytes }) => `${seconds.toFixed(1)} s ${mebibytes} MiB`)
  const best = measures.reduce((a, b) => (a.seconds <= b.seconds ? a : b))
  console.log(`${name.padEnd(16)} best ${best.seconds.toFixed(1)} s; each: ${shown.join(', ')}`)
}

/** Wall time and the largest resident memory, as the kernel keeps it. */
async function measure(file: string, args: readonly string[]): Promise<Measure> {
  const started = performance.now()
  const child = spawn(file, args, { stdio: ['ignore', 'ignore', 'inherit'] })
  let mebibytes = 0
  const look = () =>
    void readFile(`/proc/${child.pid}/status`, 'utf8').then(
      (status) => (mebibytes = Math.max(mebibytes, peak(status))),
      () => {},
    )
  const timer = setInterval(look, 20)
  const exitCode = await new Promise<number | null>((resolve) => child.on('close', resolve))
  clearInterval(timer)
  if (exitCode !== 0) throw new Error(`${file} ended with ${exitCode}`)
  return { seconds: (performance.now() - started) / 1000, mebibytes }
}

function peak(status: string): number {
  return Math.round(Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024)
}
