import { randomUUID } from 'node:crypto'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildSync } from 'esbuild'
import { afterAll, beforeAll } from 'vitest'
import { createEmbeddedDriver, defaultEmbeddedOptions } from '../../src/clusters/embedded/index.js'
import { embeddedGaps } from './embedded-gaps.js'
import { clusterSuite } from './support/suite.js'

// Not made before a test runs: where all of them are left out, nobody takes it away.
const folder = join(tmpdir(), `cluster-suite-image-${randomUUID()}`)
const clientBundle = join(folder, 'kubectl.cjs')
beforeAll(() => {
  mkdirSync(folder)
  writeFileSync(join(folder, 'Dockerfile'), 'FROM base\n')
  buildSync({
    entryPoints: ['src/kubectl/main.ts'],
    outfile: clientBundle,
    ...{ bundle: true, platform: 'node', format: 'cjs', logLevel: 'error' },
  })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const driver = createEmbeddedDriver({
  ...defaultEmbeddedOptions(),
  clientBundle,
  searchPath: process.env['PATH'] ?? '',
})
const absent = await driver.unavailable({}, new AbortController().signal)
clusterSuite({ driver, image: { ref: 'example.com/suite:1', context: folder }, gaps: embeddedGaps }, absent)
