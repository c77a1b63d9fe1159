import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { expect, it } from 'vitest'
import { sweep, type GatherResult } from '../../src/gather/index.js'
import { until } from '../../src/lib/deadline.js'
import { describeReal } from '../support/real-cluster.js'
import { inScene, leftOf, type Scene } from './support/scene.js'

const program = new URL('./support/gather-program.ts', import.meta.url).pathname
const timeout = 180_000

/** Runs the program and does something to it when it prints a line. */
async function gatherIn(scene: Scene, script: string, onLine: (line: string, kill: Kill) => void) {
  const folder = await mkdtemp(join(tmpdir(), 'faults-interrupt-'))
  scene.later(() => rm(folder, { recursive: true, force: true }))
  const { kubeconfig, image } = scene.cluster
  const args = ['--import', 'tsx', program, kubeconfig, image, folder, scene.id, script]
  const child = execa(process.execPath, args, { lines: true, reject: false, timeout })
  const kill: Kill = (signal) => void child.kill(signal)
  for await (const line of child) onLine(line, kill)
  const { stdout, exitCode, signal } = await child
  const result = stdout.find((line) => line.startsWith('RESULT '))?.slice('RESULT '.length)
  return {
    exitCode,
    signal,
    result: result === undefined ? undefined : (JSON.parse(result) as GatherResult),
    data: (await readdir(join(folder, 'must-gather')).catch(() => [])).sort(),
  }
}

type Kill = (signal: 'SIGINT' | 'SIGKILL') => void

const hangs = 'echo begun > /must-gather/begun; echo begun; sleep 1000'

describeReal('a gather that is interrupted', (cluster) => {
  it.concurrent('by Ctrl-C keeps what there is', { timeout }, () =>
    inScene(cluster, async (scene) => {
      const { result, data, exitCode } = await gatherIn(scene, hangs, (line, kill) => {
        if (line.startsWith('gather begun')) kill('SIGINT')
      })
      expect(exitCode).toBe(0)
      expect(result?.record).toMatchObject({ outcome: 'interrupted', copied: 'partial', files: 1 })
      expect(data).toEqual(['begun'])
      expect(result?.left).toEqual([])
      expect(await leftOf(scene)).toEqual([])
    }),
  )

  it.concurrent('by Ctrl-C twice copies no more, and still cleans up', { timeout }, () =>
    inScene(cluster, async (scene) => {
      let copying = false
      const big = 'head -c 3000000000 /dev/zero > /must-gather/big; echo begun; sleep 1000'
      const { result, exitCode } = await gatherIn(scene, big, (line, kill) => {
        if (line.startsWith('gather begun')) kill('SIGINT')
        if (/^copy {2}[1-9]/.test(line) && !copying) {
          copying = true
          kill('SIGINT')
        }
      })
      expect(exitCode).toBe(0)
      expect(result?.record.outcome).toBe('interrupted')
      expect(result?.record.copied).not.toBe('whole')
      // The deletions are sent, and nobody waits for them.
      const nothing = async () => ((await leftOf(scene)).length === 0 ? true : undefined)
      expect(await until(nothing, AbortSignal.timeout(60_000))).toBe(true)
    }),
  )

  it.concurrent('by kill -9 leaves what a sweep finds, and nothing else', { timeout }, () =>
    inScene(cluster, async (scene) => {
      const { signal, result } = await gatherIn(scene, hangs, (line, kill) => {
        if (line.startsWith('gather begun')) kill('SIGKILL')
      })
      expect(signal).toBe('SIGKILL')
      expect(result).toBeUndefined()
      const left = await leftOf(scene)
      expect(left.map((one) => one.replace(/ .*/, '')).sort()).toEqual([
        'ClusterRoleBinding',
        'Namespace',
        'Pod',
        'ServiceAccount',
      ])
      const { connection, id } = scene
      await sweep({ connection, runId: id, signal: AbortSignal.timeout(timeout) })
      expect(await leftOf(scene)).toEqual([])
    }),
  )
})
