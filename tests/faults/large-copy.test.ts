import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { expect, it } from 'vitest'
import { connect } from '../../src/kube/index.js'
import { folderOutput } from '../../src/gather/index.js'
import { describeReal } from '../support/real-cluster.js'
import { startCuttingProxy } from '../support/cutting-proxy.js'
import { gatherWith, inScene, type Scene } from './support/scene.js'

const mebibyte = 2 ** 20
/** A loaded machine brings ten megabytes a second. */
const longest = 500_000
const bytes = 2048 * mebibyte
/** What comes back must not be held: this is for buffers, and what the collector has not come round to. */
const mostMemory = 160 * mebibyte

/** A connection to the cluster through a proxy that cuts it. */
async function throughProxy(scene: Scene) {
  const server = new URL(scene.connection.server)
  const proxy = await startCuttingProxy(server.hostname, Number(server.port))
  scene.later(() => proxy.close())
  const dir = await mkdtemp(join(tmpdir(), 'faults-proxy-'))
  scene.later(() => rm(dir, { recursive: true, force: true }))
  const kubeconfig = join(dir, 'kubeconfig')
  const text = await readFile(scene.cluster.kubeconfig, 'utf8')
  await writeFile(kubeconfig, text.replaceAll(server.host, `${server.hostname}:${proxy.port}`))
  const cut = await connect({ kubeconfig })
  scene.later(() => Promise.resolve(cut.close()))
  return { proxy, connection: cut, dir }
}

describeReal('an output of 2 GB', (cluster) => {
  it(
    'comes back whole and in constant memory, its connection cut three times',
    { timeout: longest + 60_000 },
    () =>
      inScene(cluster, async (scene) => {
        const { proxy, connection, dir } = await throughProxy(scene)
        const baseline = process.memoryUsage().rss
        let highest = 0
        const { result, error } = await gatherWith(
          scene,
          `head -c ${bytes} /dev/urandom > /must-gather/big; sha256sum < /must-gather/big`,
          {
            connection,
            signal: AbortSignal.timeout(longest),
            timeouts: { copyMs: longest },
            output: folderOutput(dir),
            onProgress: ({ phase }) => {
              if (phase !== 'copy') return
              if (highest === 0) proxy.cutLargeAnswers(400 * mebibyte, 3)
              highest = Math.max(highest, process.memoryUsage().rss)
            },
          },
        )
        expect(error).toBeUndefined()
        expect(proxy.cuts()).toBe(3)
        expect(result?.record).toMatchObject({ copied: 'whole', files: 1, bytes, resumes: 3 })
        expect(highest - baseline).toBeLessThan(mostMemory)
        const hash = createHash('sha256')
        await pipeline(createReadStream(join(dir, 'must-gather', 'big')), hash)
        expect(await readFile(join(dir, 'gather.log'), 'utf8')).toContain(hash.digest('hex'))
      }),
  )
})
