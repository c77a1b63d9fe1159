import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import PQueue from 'p-queue'
import { afterAll, beforeAll, describe, it } from 'vitest'
import type { RunnerTask as Task } from 'vitest'
import type { Cluster, ClusterDriver, CreateOptions } from '../../../src/clusters/types.js'
import { silentLogger } from '../../../src/model/logger.js'
import { groups } from '../groups/index.js'
import { caseName, type Group } from './group.js'
import { kubectlMissing, runKubectl } from './kubectl.js'
import { openScene, runLabel, type Scene } from './scene.js'

export interface SuiteTarget {
  driver: ClusterDriver
  options?: Partial<CreateOptions>
  /** The image of every container: a reference, and where it is built from a folder, what is in it. */
  image: { ref: string; context?: string }
  /** Names of cases that this driver does not pass, with the reason of each. */
  gaps?: Record<string, string>
}

const caseTimeoutMs = 240_000
const setUpTimeoutMs = 180_000
const atOnce = 4

/** What every cluster of the harness must do, as cases against the one that the driver makes. */
export function clusterSuite(target: SuiteTarget, absent?: string): void {
  const { driver, gaps = {} } = target
  const why = absent ?? kubectlMissing()
  describe.skipIf(why !== undefined)(`${driver.name}${why === undefined ? '' : ` (${why})`}`, () => {
    const runId = randomBytes(3).toString('hex')
    const scenes = new Map<string, Scene>()
    let folder: string
    let cluster: Cluster | undefined

    // The runner reads this parameter's text, and wants a pattern.
    // eslint-disable-next-line no-empty-pattern
    beforeAll(async ({}, suite) => {
      const wanted = groups.filter(({ name }) => runs(suite.tasks, name))
      folder = await mkdtemp(join(tmpdir(), 'cluster-suite-'))
      cluster = await createCluster(target, runId, folder)
      const queue = new PQueue({ concurrency: atOnce })
      await queue.addAll(wanted.map((group) => () => setUp(target, cluster!, group, runId, folder, scenes)))
    }, setUpTimeoutMs)
    afterAll(async () => {
      for (const { connection } of scenes.values()) connection.close()
      if (cluster) await takeAway(cluster, runId, folder)
      await cluster?.destroy()
      await rm(folder, { recursive: true, force: true })
    }, setUpTimeoutMs)

    for (const group of groups) {
      describe.concurrent(group.name, () => {
        for (const [name, run] of Object.entries(group.cases)) {
          const gap = gaps[caseName(group, name)]
          const skip = gap !== undefined || (group.needs && !driver.capabilities.has(group.needs))
          const title = gap === undefined ? name : `${name} (not on ${driver.name}: ${gap})`
          it.skipIf(skip)(title, () => run(scenes.get(group.name)!), caseTimeoutMs)
        }
      })
    }
  })
}

/** Whether any case of a group is to run: with a filter on names the others are not made ready. */
function runs(tasks: readonly Task[], group: string): boolean {
  const found = tasks.find(({ name }) => name === group)
  return found?.type === 'suite' && found.tasks.some(({ mode }) => mode !== 'skip')
}

async function createCluster(
  { driver, options, image }: SuiteTarget,
  runId: string,
  workDir: string,
): Promise<Cluster> {
  const never = new AbortController().signal
  const cluster = await driver.create({ runId, workDir, logger: silentLogger, ...options }, never)
  const build = image.context === undefined ? {} : { build: { context: image.context } }
  await cluster.loadImage({ ref: image.ref, ...build }, never)
  return cluster
}

async function setUp(
  target: SuiteTarget,
  cluster: Cluster,
  group: Group,
  runId: string,
  folder: string,
  scenes: Map<string, Scene>,
): Promise<void> {
  const scene = await openScene({ cluster, image: target.image.ref, runId, group: group.name, folder })
  scenes.set(group.name, scene)
  const objects = group.objects?.(scene) ?? []
  if (objects.length > 0) await scene.apply(...objects)
}

const clusterScoped = 'namespaces,clusterroles,clusterrolebindings,customresourcedefinitions,priorityclasses'

/** Takes away what has the run's label, and waits until it is gone: a cluster may be somebody else's. */
async function takeAway(cluster: Cluster, runId: string, home: string): Promise<void> {
  const options = { kubeconfig: cluster.kubeconfig, namespace: 'default', home }
  const selector = `${runLabel}=${runId}`
  const command = ['delete', clusterScoped, '--selector', selector, '--timeout=120s', '--ignore-not-found']
  const { code, err } = await runKubectl(options, command)
  if (code !== 0) throw new Error(`what the suite made was not taken away: ${err}`)
}
