import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { extractTar } from '../../../src/capture/index.js'
import { checkLinks } from '../check-links.js'
import { mutateTar, unpacked } from '../mutate/tar.js'
import { Broken } from '../target.js'
import type { Target } from '../target.js'
import { workFolder } from '../work-folder.js'
import { codeOf } from './judge-archive.js'
import { seedArchives } from './seed-captures.js'

/** Archives that are written to disk, as a gather's output is: nothing comes to lie outside of the folder. */
export const extract: Target = {
  name: 'extract',
  weight: 2,
  seeds: () => seedArchives().slice(2, 3),
  mutate: (input, random, other) => unpacked(mutateTar(input, random, other)),
  async run(input) {
    const around = join(workFolder(), 'extract')
    const folder = join(around, 'a/b/c')
    rmSync(around, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true })
    const result = await extractTar(Readable.from([input]), folder, {
      limits: { totalBytes: 2 ** 22 },
    }).catch(codeOf)
    const outside = [around, join(around, 'a'), join(around, 'a/b')].flatMap((dir) => readdirSync(dir)).join()
    if (outside !== 'a,b,c') throw new Broken(`it wrote outside of its folder: ${outside}`)
    checkLinks(folder)
    if (typeof result === 'string') return result
    const reasons = new Set(result.hostile.map(({ reason }) => reason))
    return [(result.truncated ?? '').replace(/\d+/g, 'N').slice(0, 60), ...[...reasons].sort()].join('; ')
  },
}
