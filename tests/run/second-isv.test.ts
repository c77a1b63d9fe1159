import { readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { replaceIn } from './support/edits.js'
import { copyOfIsv, failedIds, judgeBy, runIsv, scratch } from './support/run-isv.js'

/** As CONTRIBUTING.md says: a copy with other names, in a folder of another repository, and nothing changed in src. */
test('a second ISV, made by copying the first, passes', { timeout: 300_000 }, async () => {
  await using folder = await scratch()
  const copy = await copyOfIsv(folder.dir)
  const second = join(folder.dir, 'acme-storage')
  await rename(copy, second)
  await replaceIn(second, 'isv.yaml', 'name: nfs-provisioner\n', 'name: acme-storage\n')
  await replaceIn(
    second,
    'isv.yaml',
    'product: nfs-provisioner-operator/must-gather',
    'product: acme-storage/must-gather',
  )
  await replaceInAll(
    second,
    /quay\.io\/jooholee\/nfs-provisioner-operator/g,
    'registry.acme.example/storage/operator',
  )
  await replaceInAll(
    join(second, 'must-gather'),
    /nfs-provisioner-operator\/must-gather/g,
    'acme-storage/must-gather',
  )

  const report = await judgeBy(second, await runIsv(second, folder.dir))
  expect(failedIds(report)).toEqual([])
  expect(report).toMatchObject({ verdict: 'pass', subject: { isv: 'acme-storage' } })
  expect(report.subject.images.map(({ ref }) => ref)).toContain(
    'registry.acme.example/storage/operator:0.0.9',
  )
})

async function replaceInAll(dir: string, before: RegExp, after: string): Promise<void> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true })
  for (const entry of entries.filter((one) => one.isFile())) {
    const file = join(entry.parentPath, entry.name)
    const text = await readFile(file, 'utf8')
    if (before.test(text)) await writeFile(file, text.replace(before, after))
  }
}
