import { loadConfiguration } from '../../../src/verify/index.js'
import { base } from '../../support/fixture-captures.js'
import { mutateTar } from '../mutate/tar.js'
import type { Target } from '../target.js'
import { judgeArchive } from './judge-archive.js'
import { seedArchives } from './seed-captures.js'

const configuration = loadConfiguration(`${base}/isv/isv.yaml`, '', undefined)

/** Archives that are no archives quite: names, types, sizes, extended headers, nesting, packing, and cuts. */
export const archive: Target = {
  name: 'archive',
  weight: 2,
  seeds: seedArchives,
  mutate: mutateTar,
  run: async (input) => judgeArchive(input, await configuration),
}
