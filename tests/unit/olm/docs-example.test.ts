import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startEmbedded } from '../kube/embedded-server.js'
import { putSituation } from '../../support/olm/put-situation.js'

const packageFolder = resolve(import.meta.dirname, '../../..')

let api: Awaited<ReturnType<typeof startEmbedded>>
let folder: string
beforeAll(async () => {
  // The package as somebody has it who installed it.
  await execa('node', ['scripts/build-if-stale.js'], { cwd: packageFolder, timeout: 180_000 })
  folder = await mkdtemp(join(tmpdir(), 'olm-example-'))
  await mkdir(join(folder, 'node_modules'))
  await symlink(packageFolder, join(folder, 'node_modules/isv-must-gather'))
  api = await startEmbedded()
  await writeFile(join(folder, 'kubeconfig'), api.kubeconfig)
}, 240_000)
afterAll(async () => {
  await api[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

test('the example in docs/olm.md runs as it is printed', { timeout: 180_000 }, async () => {
  const page = await readFile(join(packageFolder, 'docs/olm.md'), 'utf8')
  const examples = [...page.matchAll(/```js\n([^]*?)```/g)].map(([, code]) => code ?? '')
  expect(examples).toHaveLength(1)
  await putSituation(api.connection, 'upgraded')
  await writeFile(join(folder, 'example.mjs'), examples[0] ?? '')
  const { stdout } = await execa('node', ['example.mjs'], {
    cwd: folder,
    env: { KUBECONFIG: join(folder, 'kubeconfig') },
    timeout: 120_000,
  })
  expect(stdout).toContain('nfs-provisioner-operator.v0.0.9 is installed and runs.')
  expect(stdout).toMatch(/^\d\d files$/m)
})
