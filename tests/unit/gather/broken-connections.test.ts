import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runGather } from '../../../src/gather/index.js'
import { connect, type Connection } from '../../../src/kube/index.js'
import { startTestCluster, type TestCluster } from './cluster.js'
import { startCuttingProxy, type CuttingProxy } from './cutting-proxy.js'

const mebibyte = 2 ** 20
let cluster: TestCluster
let proxy: CuttingProxy
let connection: Connection

beforeAll(async () => {
  cluster = await startTestCluster()
  await cluster.image('acme/gather:1', {
    '/usr/bin/gather_big': `#!/bin/bash\nhead -c ${20 * mebibyte} /dev/zero > /must-gather/blob\necho y > /must-gather/zz\n`,
    '/usr/bin/gather_talks': '#!/bin/bash\nfor i in $(seq 300); do echo "line $i"; sleep 0.01; done\n',
  })
  const server = new URL(cluster.cluster.server.url)
  proxy = await startCuttingProxy(server.hostname, Number(server.port))
  const kubeconfig = join(await cluster.newDir(), 'kubeconfig')
  const text = await readFile(cluster.cluster.kubeconfig, 'utf8')
  await writeFile(kubeconfig, text.replaceAll(server.host, `${server.hostname}:${proxy.port}`))
  connection = await connect({ kubeconfig })
}, 60_000)
afterAll(async () => {
  connection.close()
  await proxy.close()
  await cluster.stop()
})

describe('a connection that breaks', { timeout: 60_000 }, () => {
  it('in the middle of the copy costs one more attempt', async () => {
    proxy.cutLargeAnswers(5 * mebibyte, 1)
    const options = await cluster.options({ connection, command: ['gather_big'] })
    const { record } = await runGather(options)
    expect(record).toMatchObject({
      outcome: 'completed',
      copied: 'whole',
      files: 2,
      bytes: 20 * mebibyte + 2,
    })
    expect(proxy.cuts()).toBe(1)
  })

  it('again and again leaves a partial copy that says why', async () => {
    proxy.cutLargeAnswers(5 * mebibyte, 10)
    const options = await cluster.options({ connection, command: ['gather_big'] })
    const { record, left } = await runGather(options)
    proxy.cutLargeAnswers(Infinity, 0)
    expect(record).toMatchObject({ outcome: 'completed', copied: 'partial' })
    expect(record.copyProblem).toMatch(/connection/)
    expect(left).toEqual([])
  })

  it('in the middle of the log loses no line and doubles none', async () => {
    const options = await cluster.options({
      connection,
      command: ['gather_talks'],
      onProgress: ({ logLine }) => ['line 50', 'line 150'].includes(logLine ?? '') && proxy.cutAll(),
    })
    const { record } = await runGather(options)
    expect(record).toMatchObject({ outcome: 'completed', exitCode: 0, copied: 'whole' })
    const lines = (await readFile(join(options.dir, 'gather.log'), 'utf8')).trimEnd().split('\n')
    expect(lines).toEqual(Array.from({ length: 300 }, (_, i) => `line ${i + 1}`))
  })
})
