import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { differences } from '../../scripts/inspect-differences.js'
import { describeReal } from '../support/real-cluster.js'

const file = (path: string) => readFile(new URL(`../../${path}`, import.meta.url), 'utf8')

/** Sizes that tell nothing: they grow with the cluster's age, its CRDs and its restarts. */
const ofAnySize = /events|event-filter|aggregated-discovery|clusterroles|\.log$|\/pods|timestamp/
/** Digits of resource versions, of generations and of times. */
const tolerance = 40

test('every way in which a dump may differ from that of oc is in the docs', async () => {
  const page = await file('docs/inspect.md')
  for (const { reason } of differences) expect(page).toContain(reason)
})

describeReal('inspect on a real cluster', ({ kubeconfig }) => {
  let dest: string
  beforeAll(async () => {
    dest = await mkdtemp(join(tmpdir(), 'inspect-real-'))
  })
  afterAll(() => rm(dest, { recursive: true, force: true }))

  const run = (...args: string[]) =>
    execa(
      'node',
      ['--import', 'tsx', 'tests/support/must-gather.ts', 'inspect', ...args, `--kubeconfig=${kubeconfig}`],
      {
        reject: false,
        timeout: 120_000,
      },
    )

  test(
    'the tree is the one that oc left, but for the list of differences',
    { timeout: 240_000 },
    async () => {
      const theirs = recorded(await file('fixtures/oc/inspect.tree.txt'))
      let attempt = 0
      // A cluster that was made a moment ago has the deployment, and not yet its pod and what is told of it.
      await vi.waitFor(async () => expectTree(join(dest, `tree-${attempt++}`), theirs), {
        timeout: 200_000,
        interval: 5000,
      })
    },
  )

  async function expectTree(folder: string, theirs: Map<string, number>): Promise<void> {
    const args = ['ns/local-path-storage', 'clusterroles/admin', `--dest-dir=${folder}`]
    const { exitCode, stdout, stderr } = await run(...args)
    // A helper of local-path comes and goes with each volume, also between a list and the read of its log.
    const lost = (await errorsIn(folder)).filter(({ subject }) => !subject.includes('/helper-pod'))
    expect(lost).toEqual([])
    expect([0, 3]).toContain(exitCode)
    if (exitCode === 0) expect(stderr).toBe('')
    expect(stdout).toContain(`Wrote inspect data to ${folder}.`)
    const ours = await sizes(folder)
    // The run before exists only after a restart.
    const passing = (path: string) =>
      path.includes('/helper-pod') || path.endsWith('/previous.log') || path === 'errors.json'
    const paths = (tree: Map<string, number>) => [...tree.keys()].filter((path) => !passing(path)).sort()
    expect(paths(ours)).toEqual(paths(theirs))
    for (const path of paths(ours).filter((one) => !ofAnySize.test(one))) {
      expect(Math.abs((ours.get(path) ?? 0) - (theirs.get(path) ?? 0)), path).toBeLessThanOrEqual(tolerance)
    }
  }

  test('a dry run reads nothing', { timeout: 150_000 }, async () => {
    const folder = join(dest, 'dry')
    const { exitCode, stdout } = await run(
      'ns/kube-system',
      '--dry-run',
      '--output=json',
      `--dest-dir=${folder}`,
    )
    expect(exitCode).toBe(0)
    const plan = JSON.parse(stdout) as { requests: string[]; absentTypes: string[] }
    expect(plan.requests).toContain('/api/v1/namespaces/kube-system/secrets')
    expect(plan.absentTypes).toContain('egressfirewalls.k8s.ovn.org')
    await expect(stat(folder)).rejects.toThrow()
  })

  test('what is not there is told, and the rest is read', { timeout: 150_000 }, async () => {
    const folder = join(dest, 'missing')
    const args = ['ns/kube-public', 'ns/no-such-namespace', '--output=json', `--dest-dir=${folder}`]
    const { exitCode, stdout } = await run(...args)
    expect(exitCode).toBe(3)
    const result = JSON.parse(stdout) as { problems: object[] }
    expect(result.problems).toMatchObject([
      {
        subject: 'namespaces/no-such-namespace/no-such-namespace.yaml',
        severity: 'error',
        reason: 'NotFound',
      },
    ])
    expect((await sizes(folder)).has('namespaces/kube-public/kube-public.yaml')).toBe(true)
  })
})

async function errorsIn(folder: string): Promise<{ subject: string }[]> {
  const text = await readFile(join(folder, 'errors.json'), 'utf8').catch(() => '[]')
  return JSON.parse(text) as { subject: string }[]
}

async function sizes(folder: string): Promise<Map<string, number>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const stats = await Promise.all(files.map((path) => stat(path)))
  return new Map(files.map((path, index) => [anyPod(relative(folder, path)), stats[index]?.size ?? 0]))
}

function recorded(tree: string): Map<string, number> {
  const rows = tree
    .trim()
    .split('\n')
    .map((line) => line.split(' '))
  return new Map(rows.map(([path = '', size]) => [path, Number(size)]))
}

/** The provisioner's pod has another name on each cluster. */
const anyPod = (path: string) =>
  path.replaceAll(/local-path-provisioner-[a-z0-9]+-[a-z0-9]{5}/g, 'local-path-provisioner-<pod>')
