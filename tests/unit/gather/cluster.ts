import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createEmbeddedDriver } from '../../../src/clusters/embedded/index.js'
import type { Cluster } from '../../../src/clusters/types.js'
import { folderOutput, type GatherOptions } from '../../../src/gather/index.js'
import { connect, type Connection } from '../../../src/kube/index.js'
import { silentLogger } from '../../../src/model/logger.js'

/** A cluster for one test file, with images made of scripts. */
export interface TestCluster {
  connection: Connection
  cluster: Cluster
  /** A folder for each gather. */
  newDir(): Promise<string>
  /** Registers an image whose files are executable scripts under absolute paths. */
  image(ref: string, scripts: Record<string, string>): Promise<void>
  options(over: Partial<GatherOptions>): Promise<GatherOptions & { dir: string }>
  stop(): Promise<void>
}

export async function startTestCluster(): Promise<TestCluster> {
  const dir = await mkdtemp(join(tmpdir(), 'gather-test-'))
  const workDir = join(dir, 'cluster')
  await mkdir(workDir)
  // No script of these tests calls a client.
  const clientBundle = join(dir, 'client.cjs')
  await writeFile(clientBundle, '')
  const driver = createEmbeddedDriver({
    searchPath: '/usr/bin:/bin',
    hideRealClients: true,
    clientBundle,
    version: '0.0.0',
  })
  const signal = AbortSignal.timeout(120_000)
  const cluster = await driver.create({ runId: 'test', workDir, logger: silentLogger }, signal)
  const connection = await connect({ kubeconfig: cluster.kubeconfig })
  const newDir = () => mkdtemp(join(dir, 'out-'))
  return {
    connection,
    cluster,
    newDir,
    async image(ref, scripts) {
      const context = await mkdtemp(join(dir, 'image-'))
      for (const [path, text] of Object.entries(scripts)) {
        const file = join(context, 'files', path)
        await mkdir(join(file, '..'), { recursive: true })
        await writeFile(file, text)
        await chmod(file, 0o755)
      }
      await writeFile(join(context, 'Dockerfile'), 'FROM scratch\nCOPY files/ /\n')
      await cluster.loadImage({ ref, build: { context } }, signal)
    },
    options: async (over) => {
      const dir = await newDir()
      return {
        dir,
        output: folderOutput(dir),
        connection,
        runId: 'test-run',
        name: 'default',
        image: 'acme/gather:1',
        command: ['/usr/bin/gather'],
        sourceDir: '/must-gather',
        environment: 'oc',
        access: 'cluster-admin',
        operatorNamespace: 'default',
        signal: new AbortController().signal,
        logger: silentLogger,
        ...over,
      }
    },
    async stop() {
      connection.close()
      await cluster.destroy()
      await rm(dir, { recursive: true, force: true })
    },
  }
}
