import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { recordManifest } from '../../../../src/author/index.js'
import { parseExpectedFiles } from '../../../../src/config/index.js'
import type { LaidOut } from '../../../support/fixture-captures.js'
import { layOut } from '../../../support/fixture-captures.js'
import { judgeCase } from '../../../support/judge-case.js'
import { repeatGather } from '../../../support/repeat-gather.js'
import { tempFolder } from '../../../support/temp-folder.js'

const timeout = 60_000
const pod = 'acme-operator-7d9c5b8f6d-x2k4z'
const fileChecks = ['MG-FIL-001', 'MG-FIL-002', 'MG-FIL-003', 'MG-FIL-004', 'MG-FIL-005']

/** The fixtures' capture with these files more, in both of its gathers. */
function laidOut(files: Record<string, string> = {}): LaidOut {
  const laid = layOut(tempFolder())
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(laid.mustGather, path)), { recursive: true })
    writeFileSync(join(laid.mustGather, path), text)
  }
  repeatGather(laid.capture)
  return laid
}

const recordOf = ({ capture, isv }: LaidOut) => recordManifest({ capture, isv, isvs: '', force: false })
const listOf = async (laid: LaidOut) => parseExpectedFiles('x.yaml', (await recordOf(laid)).text)

/** Puts a recorded list in the place of the ISV's. */
async function adopt(laid: LaidOut): Promise<string> {
  const { text } = await recordOf(laid)
  writeFileSync(join(dirname(laid.isv), 'expected-files.yaml'), text)
  return text
}

async function failing(laid: LaidOut): Promise<string[]> {
  const { checks } = await judgeCase(laid)
  return checks.filter(({ id, outcome }) => fileChecks.includes(id) && outcome === 'fail').map(({ id }) => id)
}

const odd = {
  'namespaces/acme/core/configmaps.yaml': 'kind: ConfigMapList\napiVersion: v1\nitems: []\n',
  'namespaces/acme/core/broken.yaml': 'a: [1\nb: 2\n',
  'namespaces/acme/core/empty.txt': '',
  'namespaces/acme/core/foo-x7k2p.yaml': 'kind: ConfigMap\napiVersion: v1\nmetadata: {name: a}\n',
  // A name that the glob of the one above matches too, of another content.
  'namespaces/acme/core/foo-bar.yaml': 'a: 1\n',
  'dumps/2026-11-21T10-00-00/roles (all).txt': 'text\n',
}

/** A pod whose name is how the operator's begins. */
const operand = 'acme-6c8b4d7f59-b9m4c'

function withOperand(): LaidOut {
  const laid = laidOut({
    [`namespaces/acme/pods/${operand}/${operand}.yaml`]: `kind: Pod\napiVersion: v1\nmetadata: {name: ${operand}}\n`,
  })
  const file = join(laid.capture, 'cluster.json')
  const live = JSON.parse(readFileSync(file, 'utf8')) as { objects: object[] }
  const about = {
    kind: 'Pod',
    apiVersion: 'v1',
    namespace: 'acme',
    name: operand,
    labels: { app: 'operand' },
  }
  // One more, of which the gather left nothing: no list of all pods says what there must be.
  live.objects.push(about, { ...about, name: 'other', labels: { app: 'other' } })
  writeFileSync(file, JSON.stringify(live))
  return laid
}

describe('what is recorded', () => {
  test('tells pods by their labels where their names do not', { timeout }, async () => {
    const { files } = await listOf(withOperand())
    const pods = files.filter(({ path }) => path.endsWith('{name}/{name}.yaml'))
    expect(pods.map((entry) => entry.for?.labels)).toContainEqual({ app: 'operand' })
    expect(pods).toHaveLength(2)
    expect(files.map(({ path }) => path)).not.toContain('namespaces/{namespace}/pods/acme-*/acme-*.yaml')
  })

  test('passes the checks of files against the very capture', { timeout }, async () => {
    for (const laid of [laidOut(), laidOut(odd)]) {
      await adopt(laid)
      expect(await failing(laid)).toEqual([])
    }
  })

  test(
    'is the same text from the same files, whatever they are called in another run',
    { timeout },
    async () => {
      const laid = laidOut()
      const first = await adopt(laid)
      const other = 'acme-operator-6c8b4d7f59-b9m4c'
      for (const gather of ['default', 'again', 'since', 'since-time']) {
        const pods = join(laid.capture, 'gathers', gather, 'must-gather/namespaces/acme/pods')
        renameSync(join(pods, pod), join(pods, other))
        renameSync(join(pods, other, `${pod}.yaml`), join(pods, other, `${other}.yaml`))
      }
      for (const name of ['cluster.json', 'capture.json']) {
        const file = join(laid.capture, name)
        writeFileSync(file, readFileSync(file, 'utf8').replaceAll(pod, other))
      }
      expect((await recordOf(laid)).text).toBe(first)
      expect(await failing(laid)).toEqual([])
    },
  )

  test('passes for the second gather of the run', { timeout }, async () => {
    const laid = laidOut(odd)
    await adopt(laid)
    rmSync(laid.mustGather, { recursive: true })
    cpSync(join(laid.capture, 'gathers/again/must-gather'), laid.mustGather, { recursive: true })
    expect(await failing(laid)).toEqual([])
  })

  test.each([
    'cluster-scoped-resources/core/nodes.json',
    'namespaces/acme/apps/deployments.yaml',
    `namespaces/acme/pods/${pod}/${pod}.yaml`,
    `namespaces/acme/pods/${pod}/manager/manager/logs/current.log`,
    'namespaces/acme/core/events.txt',
  ])('fails when %s is taken away', { timeout }, async (path) => {
    const laid = laidOut()
    await adopt(laid)
    rmSync(join(laid.mustGather, path))
    expect(await failing(laid)).toEqual(['MG-FIL-001'])
  })

  test(
    'names each live object by labels, numbers of what the operator declares, and what is empty',
    { timeout },
    async () => {
      const { files } = await listOf(laidOut(odd))
      const entry = (path: string) => files.find((one) => one.path === path)
      expect(entry('namespaces/{namespace}/pods/{name}/{name}.yaml')).toMatchObject({
        for: { kind: 'Pod', namespace: '{namespace}' },
        content: [{ kind: 'Pod', count: 1 }],
      })
      expect(entry('namespaces/{namespace}/pods/{name}/manager/manager/logs/current.log')).toMatchObject({
        for: { kind: 'Pod', namespace: '{namespace}', labels: { app: 'acme-operator' } },
        content: 'log',
      })
      expect(entry('namespaces/{namespace}/acme.example.com/widgets.yaml')?.content).toEqual([
        { kind: 'Widget', apiVersion: 'acme.example.com/v1', count: 2 },
      ])
      expect(entry('namespaces/{namespace}/core/configmaps.yaml')?.content).toBe('yaml')
      expect(entry('namespaces/{namespace}/core/empty.txt')).toEqual({
        path: 'namespaces/{namespace}/core/empty.txt',
        empty: 'allowed',
      })
      expect(entry('namespaces/{namespace}/core/broken.yaml')?.content).toBeUndefined()
      expect(entry('dumps/*/roles ?all?.txt')).toBeDefined()
      expect(files.some(({ path }) => path === 'version' || path === 'gather-debug.log')).toBe(false)
    },
  )

  test(
    'wants as many as there were replicas, and nothing of what only one gather left',
    { timeout },
    async () => {
      const replicas = Object.fromEntries(
        ['b4c7d', 'f8g2h'].map((end) => [`replicas/web-5c7d9f8b6d-${end}.txt`, 'x\n']),
      )
      const laid = laidOut(replicas)
      writeFileSync(join(laid.mustGather, 'once.txt'), 'x\n')
      const { files } = await listOf(laid)
      expect(files).toContainEqual({ path: 'replicas/web-*.txt', min: 2 })
      expect(files).toContainEqual({ path: 'once.txt', min: 0 })
    },
  )
})

test('what the harness planted itself is in no list', { timeout }, async () => {
  const laid = laidOut({
    'namespaces/acme/core/secrets/app-credentials-bf6g9.yaml': 'a: 1\n',
    'namespaces/acme/pods/must-gather-log-lines-pp6wb.log': 'x\n',
    'namespaces/acme/core/secrets/app-credentials.yaml': 'a: 1\n',
  })
  const canary = {
    kind: 'opaque',
    namespace: 'acme',
    object: 'Secret/app-credentials-bf6g9',
    key: 'password',
  }
  writeFileSync(
    join(laid.capture, 'canaries.json'),
    JSON.stringify({
      schemaVersion: 'canaries/v1',
      keyId: '0'.repeat(16),
      canaries: [{ ...canary, id: 'opaque.acme', digest: '0'.repeat(64) }],
    }),
  )
  const file = join(laid.capture, 'capture.json')
  const record = JSON.parse(readFileSync(file, 'utf8')) as object
  const planted = { namespace: 'acme', pod: 'must-gather-log-lines-pp6wb' }
  writeFileSync(file, JSON.stringify({ ...record, planted }))
  const paths = (await listOf(laid)).files.map(({ path }) => path)
  expect(paths.filter((path) => /app-credentials|log-lines/.test(path))).toEqual([
    'namespaces/{namespace}/core/secrets/app-credentials.yaml',
  ])
})

describe('nothing is recorded', () => {
  test('over a file that is there, unless it is forced', { timeout }, async () => {
    const laid = laidOut()
    const out = join(tempFolder(), 'expected-files.yaml')
    writeFileSync(out, 'kept')
    const options = { capture: laid.capture, isv: laid.isv, isvs: '', out }
    await expect(recordManifest({ ...options, force: false })).rejects.toMatchObject({
      code: 'manifest.out-exists',
      exitCode: 2,
    })
    expect(readFileSync(out, 'utf8')).toBe('kept')
    const { text } = await recordManifest({ ...options, force: true })
    expect(readFileSync(out, 'utf8')).toBe(text)
  })

  test.each([
    ['from a gather that did not end', { default: { outcome: 'timeout', copied: 'partial' } }],
    ['from a capture whose record cannot be read', 'broken'],
  ])('%s', { timeout }, async (_, gathers) => {
    const dir = tempFolder()
    writeFileSync(join(dir, 'record.json'), JSON.stringify({ gathers }))
    await expect(recordOf(layOut(tempFolder(), dir))).rejects.toMatchObject({
      code: 'manifest.not-whole',
      exitCode: 3,
    })
  })

  test('from a folder with nothing that a list could name', { timeout }, async () => {
    const bare = tempFolder()
    writeFileSync(join(bare, 'version'), 'acme\n1.0.0\n')
    await expect(recordManifest({ capture: bare, isvs: '', force: false })).rejects.toMatchObject({
      code: 'manifest.no-files',
    })
  })
})
