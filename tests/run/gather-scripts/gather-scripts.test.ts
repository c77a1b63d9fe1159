import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createEmbeddedDriver, defaultEmbeddedOptions } from '../../../src/clusters/embedded/index.js'
import { folderOutput, runGather } from '../../../src/gather/index.js'
import { connect, type Connection } from '../../../src/kube/index.js'
import { silentLogger } from '../../../src/model/logger.js'
import { describeReal } from '../../support/real-cluster.js'
import { scratch } from '../support/run-isv.js'
import { scripts, type ScriptRow } from './scripts.js'
import { openShop, type Shop } from './shop.js'

/** Gather scripts in the shapes that exist give the same on every cluster: one table of what each must leave. */
const context = fileURLToPath(new URL('./image', import.meta.url))

interface Site {
  connection: Connection
  image: string
  close(): Promise<void>
}

describe('on the embedded cluster', () =>
  everyScript(async () => {
    const folder = await scratch()
    const driver = createEmbeddedDriver({ ...defaultEmbeddedOptions(), hideRealClients: true })
    const signal = AbortSignal.timeout(60_000)
    const cluster = await driver.create(
      { runId: 'scripts', workDir: folder.dir, logger: silentLogger },
      signal,
    )
    const image = 'quay.io/example/gather-scripts:1'
    await cluster.loadImage({ ref: image, build: { context } }, signal)
    const connection = await connect({ kubeconfig: cluster.kubeconfig })
    return {
      connection,
      image,
      async close() {
        connection.close()
        await cluster.destroy()
        await folder[Symbol.asyncDispose]()
      },
    }
  }))

const realImage = process.env['MUST_GATHER_TEST_SCRIPTS_IMAGE']

describeReal('on a real cluster', ({ kubeconfig }) => {
  if (realImage)
    everyScript(async () => {
      const connection = await connect({ kubeconfig })
      return { connection, image: realImage, close: () => Promise.resolve(connection.close()) }
    })
  else test.skip('MUST_GATHER_TEST_SCRIPTS_IMAGE names no image with these scripts', () => {})
})

function everyScript(open: () => Promise<Site>): void {
  let site: Site
  let shop: Shop
  beforeAll(async () => {
    site = await open()
    shop = await openShop(site.connection, site.image)
  }, 180_000)
  afterAll(async () => {
    await shop.close()
    await site.close()
  }, 90_000)

  describe.concurrent('leaves what it must', { timeout: 180_000, concurrent: true }, () => {
    test.each(scripts)('$script', async (row) => {
      const { exitCode, files } = await gathered(site, shop, row)
      expect(Object.keys(files).sort()).toEqual(Object.keys(row.files).sort())
      expect(exitCode).toBe(row.exitCode)
      for (const [name, wanted] of Object.entries(row.files)) {
        if (typeof wanted === 'string') expect(files[name], name).toBe(wanted)
        else if (wanted !== true) expect(files[name], name).toMatch(wanted)
      }
    })
  })
}

/** Runs one script. */
async function gathered(
  site: Site,
  shop: Shop,
  row: ScriptRow,
): Promise<{ exitCode: number | undefined; files: Record<string, string> }> {
  await using folder = await scratch()
  const { dir } = folder
  const { record, left } = await runGather({
    connection: site.connection,
    runId: 'scripts',
    name: row.script,
    image: site.image,
    command: [`/usr/bin/${row.script}`],
    sourceDir: '/must-gather',
    environment: 'isv',
    access: 'cluster-admin',
    operatorNamespace: shop.namespace,
    since: row.since,
    output: folderOutput(dir),
    signal: AbortSignal.timeout(150_000),
    logger: silentLogger,
  })
  expect(record).toMatchObject({ outcome: 'completed', copied: 'whole', hostile: [] })
  expect(left).toEqual([])
  const files = await readAll(join(dir, 'must-gather'), shop.namespace)
  return { exitCode: record.exitCode, files }
}

/** Every file by its path, its text without the last newline; the namespace's name, which differs, is left out. */
async function readAll(dir: string, namespace: string): Promise<Record<string, string>> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true })
  const files = await Promise.all(
    entries
      .filter((entry) => !entry.isDirectory())
      .map(async ({ parentPath, name }): Promise<[string, string]> => {
        const path = join(parentPath, name)
        const text = await readFile(path, 'utf8')
        return [path.slice(dir.length + 1).replaceAll(namespace, '<namespace>'), text.replace(/\n$/, '')]
      }),
  )
  return Object.fromEntries(files)
}
