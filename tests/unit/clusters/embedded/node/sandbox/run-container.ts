/** A program for the tests: runs one container and passes on what it says and how it ends. */
import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { isolationNamed } from '../../../../../../src/clusters/embedded/node/sandbox/isolations.js'
import type { ContainerSpec, Isolation } from '../../../../../../src/clusters/embedded/node/sandbox/types.js'

const [, , name, json = ''] = process.argv
const spec = JSON.parse(json) as ContainerSpec
const folder = mkdtempSync(join(spec.directory, 'isolation-'))
const isolation = isolationNamed(name as Isolation['name'], { uid: process.getuid?.() ?? 0, folder })
const container = await isolation.start(spec, new AbortController().signal)
container.stdout.pipe(process.stdout)
container.stderr.pipe(process.stderr)
const { code } = await container.exited
await isolation.close()
process.exitCode = code
