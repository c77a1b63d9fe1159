import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { FilePlan } from './files.js'
import { planFiles } from './files.js'
import type { Mark, Piece, Plant } from './piece.js'
import { chooseLookAlikes, chooseSecrets } from './choose.js'
import type { Planting } from './choose.js'
import { createRandom } from './random.js'
import type { Random } from './random.js'
import type { GroundTruth, Planted } from './types.js'

export interface GenerateOptions {
  seed: number
  /** Created where it is missing. */
  folder: string
  /** How many times 80 MB; 1 unless said. */
  times?: number
  secrets?: number
  lookAlikes?: number
}

/** Writes a must-gather of about 80 MB and 2,000 files, and says what is planted in it. */
export async function generateMustGather(options: GenerateOptions): Promise<GroundTruth> {
  const { seed, folder, times = 1 } = options
  const random = createRandom(seed)
  const plans = planFiles(random, times)
  const plantings = [
    ...chooseSecrets(random, options.secrets ?? 100),
    ...chooseLookAlikes(random, options.lookAlikes ?? 200),
  ]
  const byFile = assign(plantings, plans, random)
  const planted = new Map<Plant, Planted>()
  let bytes = 0
  for (const plan of plans) {
    const { text, marks } = compose(plan, byFile.get(plan) ?? [], random)
    const packed = plan.pack?.(text) ?? { bytes: Buffer.from(text), inner: undefined }
    const file =
      packed.inner === undefined ? plan.path : `${plan.path}!/${packed.inner || nameInside(plan.path)}`
    for (const mark of marks) note(planted, mark, file)
    await mkdir(dirname(join(folder, plan.path)), { recursive: true })
    await writeFile(join(folder, plan.path), packed.bytes)
    bytes += packed.bytes.length
  }
  const all = [...planted]
  const which = (isSecret: boolean) =>
    all.filter(([plant]) => plant.isSecret === isSecret).map(([, found]) => found)
  return { seed, files: plans.length, bytes, secrets: which(true), lookAlikes: which(false) }
}

const nameInside = (path: string) => path.slice(path.lastIndexOf('/') + 1).replace(/\.gz$/, '')

/** Each planting goes into one file of its host. */
function assign(
  plantings: readonly Planting[],
  plans: readonly FilePlan[],
  random: Random,
): Map<FilePlan, Planting[]> {
  const byFile = new Map<FilePlan, Planting[]>()
  for (const planting of plantings) {
    const hosts = plans.filter(({ host }) => host === planting.host)
    // A Proxy has one of each: the last would win.
    const free = planting.host === 'proxies' ? hosts.filter((plan) => !byFile.has(plan)) : hosts
    if (free.length === 0) continue
    const plan = random.pick(free)
    byFile.set(plan, [...(byFile.get(plan) ?? []), planting])
  }
  return byFile
}

/** The entries of the file, what is planted at any place among them. */
function compose(plan: FilePlan, plantings: readonly Planting[], random: Random): Piece {
  const entries = plan.fill(random, plan.bytes)
  for (const { set } of plantings) entries.splice(random.int(entries.length + 1), 0, set())
  return plan.whole(entries)
}

function note(planted: Map<Plant, Planted>, { plant, first, last }: Mark, file: string): void {
  const known = planted.get(plant) ?? { kind: plant.kind, place: plant.place, file, lines: [] }
  known.lines.push([first + 1, last + 1])
  planted.set(plant, known)
}
