import type { CaptureReader, Layout, Role } from '../capture/index.js'
import { CanariesFile } from '../model/canaries.js'
import { CaptureRecord } from '../model/capture-record.js'
import { ImageProbe, LiveObjects } from '../model/image-probe.js'
import { checkedJson } from './checked-json.js'
import { validator } from './validator.js'

/** The files beside the gathers that say how they came about, where they are there and can be read. */
export interface Sidecars {
  record?: CaptureRecord
  image?: ImageProbe
  live?: LiveObjects
  canaries?: CanariesFile
  /** Why one is missing, by role. */
  problems: Partial<Record<Role, string>>
}

const validators = {
  record: validator(CaptureRecord),
  image: validator(ImageProbe),
  'live-objects': validator(LiveObjects),
  canaries: validator(CanariesFile),
} as const
type SidecarRole = keyof typeof validators

const isSidecar = (role: Role): role is SidecarRole => role in validators

const largest = 64 * 1024 * 1024

/** Reads them ahead of all else, as what is expected of the files depends on them. */
export async function readSidecars(
  reader: CaptureReader,
  layout: Layout,
  signal?: AbortSignal,
): Promise<Sidecars> {
  const found: Partial<Record<SidecarRole, unknown>> = {}
  const problems: Sidecars['problems'] = {}
  const missing = new Set(layout.sidecars.filter(isSidecar))
  if (missing.size > 0) {
    for await (const entry of reader.entries(signal)) {
      const { role } = layout.place(entry.path)
      if (entry.type !== 'file' || !isSidecar(role)) continue
      const read = readOne(role, await text(entry.body()))
      if ('problem' in read) problems[role] = read.problem
      else found[role] = read.value
      missing.delete(role)
      if (missing.size === 0) break
    }
  }
  return {
    ...(found.record ? { record: found.record as CaptureRecord } : {}),
    ...(found.image ? { image: found.image as ImageProbe } : {}),
    ...(found['live-objects'] ? { live: found['live-objects'] as LiveObjects } : {}),
    ...(found.canaries ? { canaries: found.canaries as CanariesFile } : {}),
    problems,
  }
}

const readOne = (role: SidecarRole, content: string | undefined) =>
  content === undefined
    ? { problem: `is larger than ${largest / 2 ** 20} MB` }
    : checkedJson(content, validators[role])

/** All of it, or nothing where it is too large: half of a record would be another one. */
async function text(body: AsyncIterable<Buffer>): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.length
    if (size <= largest) chunks.push(Buffer.from(chunk))
  }
  return size <= largest ? Buffer.concat(chunks).toString('utf8') : undefined
}
