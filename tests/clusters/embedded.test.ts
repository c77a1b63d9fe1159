import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildSync } from 'esbuild'
import { afterAll } from 'vitest'
import { createEmbeddedDriver, defaultEmbeddedOptions } from '../../src/clusters/embedded/index.js'
import { embeddedGaps } from './embedded-gaps.js'
import { clusterSuite } from './support/suite.js'

const folder = mkdtempSync(join(tmpdir(), 'cluster-suite-image-'))
writeFileSync(join(folder, 'Dockerfile'), 'FROM base\n')
const clientBundle = join(folder, 'kubectl.cjs')
buildSync({
  entryPoints: ['src/kubectl/main.ts'],
  outfile: clientBundle,
  ...{ bundle: true, platform: 'node', format: 'cjs', logLevel: 'error' },
})
afterAll(() => rmSync(folder, { recursive: true }))

const driver = createEmbeddedDriver({
  ...defaultEmbeddedOptions(),
  clientBundle,
  searchPath: process.env['PATH'] ?? '',
})
const absent = await driver.unavailable({}, new AbortController().signal)
clusterSuite({ driver, image: { ref: 'example.com/suite:1', context: folder }, gaps: embeddedGaps }, absent)
