import { execa } from 'execa'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { realCluster, testKindConfig } from '../support/real-cluster.js'
import { createOwnCluster, restartApiServer, type OwnCluster } from './support/own-cluster.js'
import { gatherWith, inScene } from './support/scene.js'

const title = 'a cluster that breaks while the gather runs'
const timeout = 400_000
let cluster: OwnCluster
let remove = () => Promise.resolve()

describe.skipIf(!testKindConfig || !realCluster)(
  testKindConfig ? title : `${title} (MUST_GATHER_TEST_KIND_CONFIG names no kind configuration)`,
  () => {
    beforeAll(async () => {
      cluster = await createOwnCluster(testKindConfig ?? '', realCluster?.image ?? '')
      remove = () => cluster.remove()
    }, timeout)
    afterAll(() => remove(), timeout)

    it('loses no line where the API server restarts while the log is followed', { timeout }, () =>
      inScene(cluster, async (scene) => {
        let restarted: Promise<void> | undefined
        const { result, error, log, left } = await gatherWith(
          scene,
          'for i in $(seq 400); do echo "line $i"; sleep 0.1; done; echo done > /must-gather/done',
          {
            nodeName: cluster.worker,
            onProgress: ({ logLine }) => {
              if (logLine === 'line 50') restarted ??= restartApiServer(cluster.controlPlane)
            },
          },
        )
        await restarted
        expect(error).toBeUndefined()
        expect(result?.record).toMatchObject({ outcome: 'completed', exitCode: 0, copied: 'whole', files: 1 })
        expect(log.trimEnd().split('\n')).toEqual(Array.from({ length: 400 }, (_, i) => `line ${i + 1}`))
        expect(left).toEqual([])
      }),
    )

    it('goes on with the copy where the API server restarts', { timeout }, () =>
      inScene(cluster, async (scene) => {
        const bytes = 512 * 2 ** 20
        let restarted: Promise<void> | undefined
        const { result, error, left } = await gatherWith(
          scene,
          `head -c ${bytes} /dev/urandom > /must-gather/big`,
          {
            nodeName: cluster.worker,
            onProgress: ({ phase, bytes: copied = 0 }) => {
              if (phase === 'copy' && copied > bytes / 10)
                restarted ??= restartApiServer(cluster.controlPlane)
            },
          },
        )
        await restarted
        expect(error).toBeUndefined()
        expect(result?.record.copyProblem).toBeUndefined()
        expect(result?.record).toMatchObject({ outcome: 'completed', copied: 'whole', files: 1, bytes })
        expect(result?.record.resumes).toBeGreaterThan(0)
        expect(left).toEqual([])
      }),
    )

    it('says that the node of the pod is gone, and goes to another one afterwards', { timeout }, () =>
      inScene(cluster, async (scene) => {
        let stopped: Promise<unknown> | undefined
        const { result, error, log, evidence, left } = await gatherWith(scene, 'echo begun; sleep 1000', {
          nodeName: cluster.worker,
          onProgress: ({ logLine }) => {
            if (logLine === 'begun') stopped ??= execa('docker', ['stop', '--time', '0', cluster.worker])
          },
        })
        await stopped
        expect(error).toBeUndefined()
        expect(result?.record).toMatchObject({
          outcome: 'lost',
          copied: 'nothing',
          reason: `the node ${cluster.worker} no longer answers`,
          node: cluster.worker,
        })
        expect(log).toBe('begun\n')
        expect(evidence).toEqual(['events.json', 'pod.json'])
        expect(left).toEqual([])

        const again = await gatherWith(scene, 'true', { preferControlPlane: false })
        expect(again.result?.record).toMatchObject({ copied: 'whole', node: cluster.controlPlane })
        const pinned = await gatherWith(scene, 'true', { nodeName: cluster.worker })
        expect(pinned.error).toMatchObject({ code: 'gather.not-scheduled' })
        expect(pinned.error?.message).toMatch(`not ready: ${cluster.worker}`)
      }),
    )
  },
)
