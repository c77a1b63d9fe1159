import { PassThrough, Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bash, canIsolate, startTestNode, type TestNode } from './test-node.js'

const never = new AbortController().signal

describe.skipIf(!(await canIsolate()))('exec of the kubelet', () => {
  let node: TestNode
  const run = (pod: string, command: string[], stdin?: PassThrough, container?: string) => {
    const [stdout, stderr] = [new PassThrough(), new PassThrough()]
    const code = node.kubelet.runtime.exec({
      namespace: 'test',
      pod,
      container,
      command,
      stdin,
      stdout,
      stderr,
      signal: never,
    })
    const output = text(stdout)
    return code.then(async (exit) => {
      stdout.end()
      return { code: exit, output: await output }
    })
  }
  beforeAll(async () => {
    node = await startTestNode()
    await node.when('serviceaccounts', 'default', () => true)
    await node.when('configmaps', 'kube-root-ca.crt', () => true)
    const env = [{ name: 'OWN', value: 'yes' }]
    node.pod('target', {
      containers: [bash('sleep 1000', { env, workingDir: '/srv' }), bash('sleep 1000', { name: 'other' })],
    })
    await node.phase('target', 'Running')
    node.pod('done', { containers: [bash('true')] })
    await node.phase('done', 'Succeeded')
  })

  afterAll(() => node.close())

  it('runs in the container, with its environment and folder', async () => {
    const result = await run('target', ['sh', '-c', 'echo $OWN; pwd; exit 4'], undefined, 'main')
    expect(result).toEqual({ code: 4, output: 'yes\n/srv\n' })
  })

  it('passes input on', async () => {
    const stdin = new PassThrough()
    stdin.end('some text')
    expect(await run('target', ['tr', 'a-z', 'A-Z'], stdin, 'main')).toEqual({
      code: 0,
      output: 'SOME TEXT',
    })
  })

  it('does not read faster than it can write', async () => {
    let taken = 0
    const slow = new Writable({
      highWaterMark: 1,
      write(chunk: Buffer, _, done) {
        taken += chunk.length
        setImmediate(done)
      },
    })
    const command = ['head', '-c', '2000000', '/dev/zero']
    const code = await node.kubelet.runtime.exec({
      namespace: 'test',
      pod: 'target',
      container: 'main',
      command,
      stdout: slow,
      signal: never,
    })
    expect([code, taken]).toEqual([0, 2_000_000])
  })

  it.each([
    ['target', 'main', ['isv-no-such'], 'exec: "isv-no-such": executable file not found in $PATH: unknown'],
    ['target', 'wrong', ['true'], 'container wrong is not valid for pod target'],
    [
      'target',
      undefined,
      ['true'],
      'a container name must be specified for pod target, choose one of: [main other]',
    ],
    ['done', 'main', ['true'], 'container not found ("main")'],
    ['nothere', 'main', ['true'], 'pods "nothere" not found'],
  ])('%s %s %j: %s', async (pod, container, command, message) => {
    await expect(run(pod, command, undefined, container)).rejects.toThrow(message)
  })

  it('ends the command when the caller goes', async () => {
    const stop = new AbortController()
    const request = {
      namespace: 'test',
      pod: 'target',
      container: 'main',
      command: ['sleep', '1000'],
      signal: stop.signal,
    }
    const running = node.kubelet.runtime.exec(request)
    setTimeout(() => stop.abort(), 300)
    await expect(running).rejects.toThrow()
  })
})
