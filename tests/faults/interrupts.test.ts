import { EventEmitter, once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { expect, it } from 'vitest'
import { listAll, wellKnown } from '../../src/kube/index.js'
import { runLabel } from '../../src/lib/run-labels.js'
import { until } from '../../src/lib/deadline.js'
import { describeReal } from '../support/real-cluster.js'
import { inScene, leftOf, type Scene } from './support/scene.js'

const bin = new URL('../../bin/must-gather.js', import.meta.url).pathname
const timeout = 180_000

/** Runs `must-gather run` and does something to it when the gather has printed `begun`. */
async function interrupted(scene: Scene, script: string, act: Act) {
  const folder = await mkdtemp(join(tmpdir(), 'faults-interrupt-'))
  scene.later(() => rm(folder, { recursive: true, force: true }))
  const { kubeconfig, image } = scene.cluster
  const where = ['--image', image, '--kubeconfig', kubeconfig, '--dest-dir', folder]
  // By the name of its account the test knows its run.
  const args = [bin, 'run', ...where, '--service-account', scene.id, '--', '/bin/bash', '-c', script]
  const child = execa(process.execPath, args, { all: true, reject: false, timeout })
  let acted: Promise<string> | undefined
  const said = new EventEmitter()
  const heard = (word: 'Interrupted: ') => once(said, word)
  for await (const line of child.iterable({ from: 'all' })) {
    if (line.includes('Interrupted: ')) said.emit('Interrupted: ')
    if (/POD .*\bbegun$/.test(line) && !acted)
      acted = actOn(scene, (id) => act((signal) => void child.kill(signal), id, heard))
  }
  const { all, exitCode, signal } = await child
  expect(acted, all).toBeDefined()
  const files = (await readdir(folder, { recursive: true })).map((path) => path.replace(/.*\//, ''))
  return { all, exitCode, signal, files, runId: (await acted) ?? '' }
}

type Kill = (signal: 'SIGINT' | 'SIGKILL') => void

/** What is done to a run, once it is known by its id; `heard` waits until it says a word. */
type Act = (kill: Kill, runId: string, heard: (word: 'Interrupted: ') => Promise<unknown>) => Promise<unknown>

async function actOn(scene: Scene, act: (runId: string) => Promise<unknown>): Promise<string> {
  const { items } = await listAll(scene.connection, wellKnown.serviceAccounts, { labelSelector: runLabel })
  const account = items.find(({ metadata }) => metadata.name === scene.id)
  const runId = account?.metadata.labels?.[runLabel] ?? ''
  await act(runId)
  return runId
}

/** Whether a run has left nothing, at the latest a minute from now. */
function nothingLeft({ cluster }: Scene, id: string): Promise<boolean> {
  const look = async () => ((await leftOf({ cluster, id })).length === 0 ? true : undefined)
  return until(look, AbortSignal.timeout(60_000))
}

const hangs = 'echo begun > /must-gather/begun; echo begun; sleep 1000'

describeReal('must-gather run that is interrupted', (cluster) => {
  it('by Ctrl-C keeps what there is', { timeout }, () =>
    inScene(cluster, async (scene) => {
      const { exitCode, all, files, runId } = await interrupted(scene, hangs, (kill) =>
        Promise.resolve(kill('SIGINT')),
      )
      expect(exitCode, all).toBe(130)
      expect(all).toMatch(/Interrupted: keeping what was gathered/)
      expect(files).toContain('begun')
      expect(await leftOf({ cluster, id: runId })).toEqual([])
    }),
  )

  it('by Ctrl-C twice does not wait for the copy, and still cleans up', { timeout }, () =>
    inScene(cluster, async (scene) => {
      const slow = `trap 'sleep 1000' TERM; ${hangs} & wait`
      const { exitCode, all, runId } = await interrupted(scene, slow, async (kill, _, heard) => {
        kill('SIGINT')
        await heard('Interrupted: ')
        kill('SIGINT')
      })
      expect(exitCode, all).toBe(130)
      expect(await nothingLeft(scene, runId)).toBe(true)
    }),
  )

  it('by kill -9 has somebody who takes away what it made', { timeout }, () =>
    inScene(cluster, async (scene) => {
      const { signal, runId } = await interrupted(scene, hangs, async (kill, id) => {
        const left = await leftOf({ cluster, id })
        expect(left.map((one) => one.replace(/ .*/, '')).sort()).toEqual([
          'ClusterRoleBinding',
          'Namespace',
          'Pod',
          'ServiceAccount',
        ])
        kill('SIGKILL')
      })
      expect(signal).toBe('SIGKILL')
      expect(await nothingLeft(scene, runId)).toBe(true)
    }),
  )
})
