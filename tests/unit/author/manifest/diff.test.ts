import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import type { ManifestDiff } from '../../../../src/author/index.js'
import {
  diffAsJson,
  diffAsMarkdown,
  diffAsText,
  diffManifest,
  hasMoved,
  recordManifest,
} from '../../../../src/author/index.js'
import type { LaidOut } from '../../../support/fixture-captures.js'
import { layOut } from '../../../support/fixture-captures.js'
import { judgeCase } from '../../../support/judge-case.js'
import { repeatGather } from '../../../support/repeat-gather.js'
import { tempFolder } from '../../../support/temp-folder.js'

const timeout = 60_000
const pod = 'acme-operator-7d9c5b8f6d-x2k4z'

/** The fixtures' capture under a list that was recorded from it. */
async function recorded(): Promise<LaidOut> {
  const laid = layOut(tempFolder())
  const { capture, isv } = laid
  const { text } = await recordManifest({ capture, isv, isvs: '', force: false })
  writeFileSync(join(dirname(isv), 'expected-files.yaml'), text)
  return laid
}

const diffOf = ({ capture, isv }: LaidOut) => diffManifest({ capture, isv, isvs: '' })

function write(laid: LaidOut, files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(laid.mustGather, path)), { recursive: true })
    writeFileSync(join(laid.mustGather, path), text)
  }
}

test('nothing moved in the capture that a list was recorded from', { timeout }, async () => {
  const diff = await diffOf(await recorded())
  expect(hasMoved(diff)).toBe(false)
  expect(diff.looked).toEqual({ entries: 10, files: 12 })
  expect(diffAsText(diff)).toMatch(/^Nothing moved: 10 entries of .* and 12 files of .*\n$/)
})

/** One change of each kind. */
async function moved(): Promise<{ laid: LaidOut; diff: ManifestDiff }> {
  const laid = await recorded()
  rmSync(join(laid.mustGather, `namespaces/acme/pods/${pod}/${pod}.yaml`))
  write(laid, {
    'namespaces/acme/core/events.txt': '\n',
    'namespaces/acme/acme.example.com/widgets.yaml':
      'apiVersion: v1\nkind: List\nitems:\n  - {apiVersion: acme.example.com/v1, kind: Widget}\n',
    'namespaces/acme/apps/deployments.yaml': 'a: [1\n',
    'namespaces/acme/core/services.yaml':
      'apiVersion: v1\nkind: ServiceList\nitems: [{metadata: {name: a}}]\n',
    'namespaces/acme/core/x|`y`.txt': 'x\n',
    'namespaces/acme/kubeconfig': 'x\n',
  })
  repeatGather(laid.capture)
  return { laid, diff: await diffOf(laid) }
}

test('what moved is told by kind, and the checks agree', { timeout }, async () => {
  const { laid, diff } = await moved()
  expect(diff.missing).toEqual([
    { path: `namespaces/acme/pods/${pod}/${pod}.yaml`, want: 'a file', got: 'none' },
  ])
  expect(diff.emptied).toEqual([{ path: 'namespaces/acme/core/events.txt', want: 'content', got: '1 bytes' }])
  expect(diff.changed.map(({ path, want }) => [path, want])).toEqual([
    ['namespaces/acme/acme.example.com/widgets.yaml', '2 of acme.example.com/v1 Widget'],
    ['namespaces/acme/apps/deployments.yaml', 'what parses'],
    ['namespaces/acme/kubeconfig', 'no such file: it is forbidden'],
  ])
  expect(diff.added.map(({ entry }) => entry)).toEqual([
    { path: 'namespaces/{namespace}/core/services.yaml', content: [{ kind: 'Service' }] },
    { path: 'namespaces/{namespace}/core/x|`y`.txt' },
  ])
  const { checks } = await judgeCase(laid)
  const failed = checks.filter(({ id, outcome }) => /^MG-FIL-00[1-5]/.test(id) && outcome === 'fail')
  expect(failed.map(({ id }) => id)).toEqual(['MG-FIL-001', 'MG-FIL-002', 'MG-FIL-004', 'MG-FIL-005'])
})

test('a terminal, a pull request and a program each get it as they can use it', { timeout }, async () => {
  const { diff } = await moved()
  const text = diffAsText(diff)
  expect(text).toContain(`Missing (1)\n  namespaces/acme/pods/${pod}/${pod}.yaml: want a file, got none\n`)
  expect(text).toContain(
    '  - path: namespaces/{namespace}/core/services.yaml\n    content: [{ kind: Service }]\n',
  )
  expect(text).toContain('\n1 missing, 1 empty now, 3 changed, 2 new: 10 entries of')

  const markdown = diffAsMarkdown(diff)
  expect(markdown).toContain(`| \`namespaces/acme/pods/${pod}/${pod}.yaml\` | a file | none |`)
  expect(markdown).toContain('```yaml\n  - path: namespaces/{namespace}/core/services.yaml\n')

  const json = JSON.parse(diffAsJson(diff)) as Record<string, unknown>
  expect(json).toMatchObject({
    schemaVersion: 'manifest-diff/v1',
    moved: true,
    added: [
      {
        entry: { path: 'namespaces/{namespace}/core/services.yaml' },
        files: ['namespaces/acme/core/services.yaml'],
      },
      {},
    ],
  })
})

test(
  'a list without a capture that can tell its variables, or no list, is an error',
  { timeout },
  async () => {
    const laid = await recorded()
    const expected = join(dirname(laid.isv), 'expected-files.yaml')
    const bare = { capture: laid.mustGather, isvs: tempFolder() }
    await expect(diffManifest({ ...bare, expected })).rejects.toMatchObject({
      code: 'manifest.unknown-variable',
      exitCode: 2,
    })
    await expect(diffManifest(bare)).rejects.toMatchObject({ code: 'manifest.no-list', exitCode: 2 })
  },
)

test(
  'a folder without a record is held against the list too; entries for live objects say why not',
  { timeout },
  async () => {
    const laid = await recorded()
    const diff = await diffManifest({ capture: laid.mustGather, isv: laid.isv, isvs: '' })
    expect(hasMoved(diff)).toBe(false)
    expect(diff.unknown).toHaveLength(3)
    expect(diff.unknown[0]?.reason).toContain('cluster.json')
    rmSync(join(laid.mustGather, 'namespaces/acme/core/events.txt'))
    const later = await diffManifest({ capture: laid.mustGather, isv: laid.isv, isvs: '' })
    expect(later.missing.map(({ path }) => path)).toEqual(['namespaces/acme/core/events.txt'])
  },
)
