import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { CaptureRecord } from '../../src/model/capture-record.js'
import { replaceIn } from '../run/support/edits.js'
import { filesBelow, plantedIn } from '../run/support/planted.js'
import { copyOfIsv } from '../run/support/run-isv.js'
import { withoutRepeats } from '../run/support/without-repeats.js'
import { tempFolder } from '../support/temp-folder.js'
import { leaksIn } from './support/forms.js'
import { makeFunctestLeaky, makeLeaky } from './support/leaky-gather.js'
import { watched } from './support/watched.js'

/** What came out of the gather, in the capture; and while the run goes on, the disk of the embedded cluster's node. */
const gathered = /^artifacts\/[^/]+\/[^/]+\/capture\/gathers\/|^tmp\/must-gather-[^/]+\/embedded\//

it(
  'test shows no secret of a gather that prints them, writes them, names files after them and fails',
  { timeout: 420_000 },
  async () => {
    const home = tempFolder()
    const isvDir = await copyOfIsv(tempFolder())
    await withoutRepeats(isvDir)
    await replaceIn(isvDir, 'isv.yaml', /scripts: \[.*\]/, 'scripts: []')
    const { secrets: ofGather } = await makeLeaky(join(isvDir, 'must-gather'), { quotesKnown: true })
    const ofFunctest = await makeFunctestLeaky(isvDir, 'functests/operand-is-consistent')
    const secrets = new Map([...ofGather, ...ofFunctest])
    mkdirSync(join(home, 'published'))
    const { stdout, stderr, exitCode, leaks } = await watched(
      [
        ...['test', `--isv=${join(isvDir, 'isv.yaml')}`, '--cluster=embedded', '--verbose'],
        ...[`--artifacts=${join(home, 'artifacts')}`, `--osde2e=${join(home, 'osde2e')}`],
      ],
      {
        ...{ home, secrets, exempt: gathered, deadlineMs: 360_000 },
        env: { ARTIFACT_DIR: join(home, 'published'), GITHUB_STEP_SUMMARY: join(home, 'summary.md') },
      },
    )
    expect(stdout).toContain('MG-SEC-001')
    expect(leaks).toEqual([])
    expect(exitCode).toBe(1)

    const runs = join(home, 'artifacts/nfs-provisioner')
    const capture = join(runs, readdirSync(runs)[0] ?? '', 'capture')
    const files = filesBelow(home)
    const isGathered = (file: string) => gathered.test(file.slice(home.length + 1))
    // That each was where it could be quoted; links and hostile names are not unpacked.
    const there = files.filter(isGathered).flatMap((file) => [file, readFileSync(file)])
    const found = new Set(there.flatMap((content) => leaksIn(content, ofGather)))
    const missing = [...ofGather.keys()].filter((name) => !found.has(name))
    expect(missing).toEqual(['name with a backslash', 'target of a link', 'name of a link'])
    const { gathers } = JSON.parse(readFileSync(join(capture, 'capture.json'), 'utf8')) as CaptureRecord
    expect(gathers[0]?.hostile?.length).toBeGreaterThan(0)

    const planted = new Map(plantedIn(capture).map(({ kind, value }) => [kind, value]))
    expect(planted.size).toBe(7)
    const written = files.filter((file) => !isGathered(file)).map((file) => readFileSync(file))
    expect([stdout, stderr, ...written].flatMap((content) => leaksIn(content, planted))).toEqual([])
  },
)
