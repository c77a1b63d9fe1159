import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runGather } from '../../../src/gather/index.js'
import { connect, type Connection } from '../../../src/kube/index.js'
import { startTestCluster, type TestCluster } from './cluster.js'
import { startCuttingProxy, type CuttingProxy } from '../../support/cutting-proxy.js'

const mebibyte = 2 ** 20
let cluster: TestCluster
let proxy: CuttingProxy
let connection: Connection

beforeAll(async () => {
  cluster = await startTestCluster()
  await cluster.image('acme/gather:1', {
    '/usr/bin/gather_big': `#!/bin/bash\nhead -c ${20 * mebibyte} /dev/urandom > /must-gather/blob\necho y > /must-gather/zz\n`,
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

describe('a connection that breaks', { timeout: 150_000 }, () => {
  it('three times in the middle of the copy costs what was under way', async () => {
    proxy.cutLargeAnswers(5 * mebibyte, 3)
    const options = await cluster.options({ connection, command: ['gather_big'] })
    const { record } = await runGather(options)
    expect(record).toMatchObject({
      outcome: 'completed',
      copied: 'whole',
      files: 2,
      bytes: 20 * mebibyte + 2,
      resumes: 3,
    })
    expect(proxy.cuts()).toBe(3)
  })

  it('again and again and brings nothing leaves a partial copy that says why', async () => {
    const options = await cluster.options({
      connection,
      command: ['gather_big'],
      // What comes again is not more than what is compared.
      onProgress: ({ phase, bytes = 0 }) =>
        phase === 'copy' && bytes > 5 * mebibyte && proxy.cutLargeAnswers(60_000, 1000),
    })
    const { record } = await runGather(options)
    proxy.cutLargeAnswers(Infinity, 0)
    expect(record).toMatchObject({ outcome: 'completed', copied: 'partial' })
    expect(record.copyProblem).toMatch(/connection/)
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
