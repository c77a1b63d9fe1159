import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { installManifests, waitReady } from '../../../src/install/index.js'
import { silentLogger } from '../../../src/model/logger.js'
import { startTestCluster, type TestCluster } from '../gather/cluster.js'
import { deployment, operatorImage } from './operator.js'

const signal = new AbortController().signal
let cluster: TestCluster

beforeAll(async () => {
  cluster = await startTestCluster()
  await cluster.image('acme/operator:1', operatorImage)
}, 60_000)
afterAll(() => cluster.stop())

describe('waitReady', { timeout: 60_000 }, () => {
  it('says why something did not come, with the end of its log, redacted', async () => {
    const broken = deployment('/usr/bin/broken')
    const file = join(await cluster.newDir(), 'broken.yaml')
    await writeFile(file, broken.replaceAll('operator}', 'broken}'))
    const manifests = [file]
    const isv = { install: { method: 'manifests' as const, manifests, namespace: 'acme-broken' } }
    const installed = await installManifests({
      connection: cluster.connection,
      isv,
      runId: 'r1',
      signal,
      logger: silentLogger,
    })
    const [result, other] = await waitReady({
      connection: cluster.connection,
      namespace: 'acme-broken',
      ready: [
        { kind: 'Deployment', name: 'broken', condition: 'Available', timeoutMs: 4000 },
        { kind: 'Gadget', name: 'g', timeoutMs: 500 },
      ],
      signal,
      redact: (text) => text.replaceAll('token-abc', '***'),
    })
    expect(result).toMatchObject({ ready: false })
    expect(result?.why).toMatch(/exit code 7/)
    expect(result?.why).toContain('step 5 ***')
    expect(result?.why).not.toContain('step 2 ')
    expect(other?.why).toContain('Gadget')
    expect(await installed.remove()).toEqual([])
  })

  it('ends with an abort', async () => {
    const stop = new AbortController()
    const ready = [{ kind: 'ConfigMap', name: 'never', timeoutMs: 20_000 }]
    const waiting = waitReady({
      connection: cluster.connection,
      namespace: 'default',
      ready,
      signal: stop.signal,
    })
    stop.abort(new Error('interrupted'))
    await expect(waiting).rejects.toThrow('interrupted')
  })
})
