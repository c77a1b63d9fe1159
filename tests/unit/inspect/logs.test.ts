import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Output } from '../../../src/inspect/output.js'
import { rotatedJobs, saveRotatedLogs } from '../../../src/inspect/rotated-logs.js'
import { saveLog, type LogContext } from '../../../src/inspect/save-log.js'
import type { KubeObject } from '../../../src/model/kubernetes.js'
import { refuse, startScriptedServer, type Script } from '../kube/scripted-server.js'

let dest: string
beforeEach(async () => {
  dest = await mkdtemp(join(tmpdir(), 'inspect-logs-'))
})
afterEach(() => rm(dest, { recursive: true }))

const job = { namespace: 'x', pod: 'web', container: 'c', previous: false }
const folder = 'namespaces/x/pods/web/c/c/logs'

async function withServer<T>(script: Script, work: (context: LogContext) => Promise<T>) {
  await using api = await startScriptedServer(script)
  const output = new Output(dest)
  const { signal } = new AbortController()
  const result = await work({ connection: api.connection, window: {}, output, signal })
  return { result, problems: output.problems, seen: api.seen }
}

const files = async () =>
  (await readdir(dest, { recursive: true }))
    .filter((name) => name.endsWith('log') || name.includes('.log.'))
    .sort()
const content = (name: string) => readFile(join(dest, folder, name), 'utf8')

test('a log that breaks off is read again from its beginning', async () => {
  let asked = 0
  const { result, problems } = await withServer(
    (_, response) => {
      response.write('half')
      if (asked++ === 0) setTimeout(() => response.destroy(), 20)
      else response.end(' and whole\n')
    },
    (context) => saveLog(job, context),
  )
  expect(await content('current.log')).toBe('half and whole\n')
  expect([result, problems]).toEqual([15, []])
})

test('one that always breaks off is kept as far as it came, and told', async () => {
  const { problems, seen } = await withServer(
    (_, response) => {
      response.write('half')
      setTimeout(() => response.destroy(), 20)
    },
    (context) => saveLog(job, context),
  )
  expect(await content('current.log')).toBe('half')
  expect(seen).toHaveLength(3)
  expect(problems).toMatchObject([{ subject: `${folder}/current.log`, severity: 'error' }])
  expect(problems[0]?.message).toContain('broke off after 4 B')
})

test('one that is empty leaves no file, and is no failure', async () => {
  const { problems } = await withServer(
    (_, response) => void response.end(),
    (context) => saveLog(job, context),
  )
  expect(await files()).toEqual([])
  expect(problems).toMatchObject([{ severity: 'skipped', reason: 'Empty' }])
})

test('a kubelet that is not trusted is read without trust, under a name that says so', async () => {
  const { problems } = await withServer(
    ({ query }, response) => {
      if (query.get('insecureSkipTLSVerifyBackend')) return void response.end('text\n')
      refuse(response, 500, 'InternalError', 'x509: certificate signed by unknown authority')
    },
    (context) => saveLog(job, context),
  )
  expect(await content('current.insecure.log')).toBe('text\n')
  expect(problems).toEqual([])
})

const pod: KubeObject = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', namespace: 'x', uid: 'u' },
  spec: { nodeName: 'n', containers: [{ name: 'c' }] },
}
const rotated: Script = ({ path }, response) => {
  if (!path.startsWith('/api/v1/nodes/n/proxy/logs/pods/x_web_u/c/'))
    return refuse(response, 404, 'NotFound', 'no')
  const name = path.split('/').at(-1) ?? ''
  if (name !== '') return void response.end(name.padEnd(100, '.'))
  response.setHeader('content-type', 'text/html')
  response.end(
    '<a href="0.log">0.log</a>\n<a href="0.log.20260101-000000.gz">a</a>\n<a href="0.log.20260102-000000">b</a>\n<a href="../etc">c</a>',
  )
}

test('rotated logs, newest first, up to a limit', async () => {
  const [first] = rotatedJobs(pod)
  if (!first) throw new Error('no job')
  const all = await withServer(rotated, (context) => saveRotatedLogs(first, 1000, context))
  expect(await files()).toEqual([
    `${folder}/rotated/0.log.20260101-000000.gz`,
    `${folder}/rotated/0.log.20260102-000000`,
  ])
  expect([all.result, all.problems]).toEqual([200, []])
  await rm(join(dest, 'namespaces'), { recursive: true })
  const cut = await withServer(rotated, (context) => saveRotatedLogs(first, 50, context))
  expect(await content('rotated/0.log.20260102-000000')).toHaveLength(50)
  expect(cut.problems).toMatchObject([{ severity: 'skipped', reason: 'OverLimit' }])
})

test('static pods lie under the hash of their file; a pod without a node has none', () => {
  const annotations = { 'kubernetes.io/config.hash': 'h' }
  expect(rotatedJobs({ ...pod, metadata: { ...pod.metadata, annotations } })[0]?.folder).toBe('x_web_h')
  expect(rotatedJobs({ ...pod, spec: { containers: [{ name: 'c' }] } })).toEqual([])
})
