import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startExistingCluster, type ExistingCluster } from '../run/support/existing-cluster.js'
import { filesBelow } from '../run/support/planted.js'
import { referenceIsv, scratch } from '../run/support/run-isv.js'
import { tempFolder } from '../support/temp-folder.js'
import { leaksIn } from './support/forms.js'
import { copyOf, makeLeaky, type LeakyGather } from './support/leaky-gather.js'
import { password, plantedSecrets } from './support/samples.js'
import { watched } from './support/watched.js'

const image = 'localhost/leaky:1'
/** The folder of the image, its pod with what that said at its end, its events, and the list of all files. */
const gathered =
  /^(?:out|tmp\/[^/]+\/beside)\/(?:leaky-|pod\.json|events\.json|event-filter\.html|checksums\.sha256)|^out\.tgz/

let home: Awaited<ReturnType<typeof scratch>>
let there: ExistingCluster
let gather: LeakyGather
beforeAll(async () => {
  home = await scratch()
  there = await startExistingCluster(home.dir)
  gather = await makeLeaky(await copyOf(join(referenceIsv, 'must-gather'), join(home.dir, 'image')), {
    quotesKnown: false,
  })
  const build = { context: gather.context }
  await there.cluster.loadImage({ ref: image, build }, AbortSignal.timeout(60_000))
}, 120_000)
afterAll(async () => {
  await there.stop()
  await home[Symbol.asyncDispose]()
})

describe('run shows no secret of a gather that prints them, writes them, names files after them and fails', () => {
  const rows = [
    { name: 'into a folder, as text', args: (dir: string) => [`--dest-dir=${join(dir, 'out')}`] },
    {
      name: 'into an archive, as JSON',
      args: (dir: string) => [`--archive=${join(dir, 'out.tgz')}`, '--output=json'],
    },
  ]
  it.each(rows)('$name', { timeout: 240_000 }, async ({ args }) => {
    const dir = tempFolder()
    const { all, add } = plantedSecrets()
    const { token } = credentialsOf(there.kubeconfig)
    add('token of the kubeconfig', token)
    const auth = Buffer.from(`somebody:${add('password for a registry', password())}`).toString('base64')
    const pullSecret = join(tempFolder(), 'config.json')
    await writeFile(pullSecret, JSON.stringify({ auths: { 'quay.io': { auth } } }))
    const { leaks, exitCode, stdout } = await watched(
      ['run', `--image=${image}`, '--verbose', `--pull-secret=${pullSecret}`, ...args(dir)],
      {
        ...{ home: dir, secrets: new Map([...gather.secrets, ...all]), exempt: gathered },
        env: { KUBECONFIG: there.kubeconfig },
      },
    )
    expect(leaks).toEqual([])
    expect(exitCode).toBe(1)
    expect(stdout).toContain('left out')
    const files = filesBelow(dir).filter((file) => gathered.test(file.slice(dir.length + 1)))
    expect(files.length).toBeGreaterThan(0)
    // Nothing of the credentials is in what was gathered either.
    expect(files.flatMap((file) => leaksIn(readFileSync(file), all))).toEqual([])
  })
})

function credentialsOf(kubeconfig: string): { token: string } {
  const token = /"?token"?: *"?([\w.-]{20,})/.exec(readFileSync(kubeconfig, 'utf8'))?.[1]
  if (token === undefined) throw new Error('the kubeconfig has no token')
  return { token }
}
