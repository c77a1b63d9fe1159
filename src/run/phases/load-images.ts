import type { LoadedImage } from '../../clusters/types.js'
import type { CaptureRecord } from '../../model/capture-record.js'
import type { ImageRole, ResolvedImage } from '../../model/isv-config.js'
import type { Phase, RunState } from '../types.js'

/** Whether pods are made of it: of bundle and index only by OLM, else they are read as files alone. */
function runsOnCluster(role: ImageRole, { method, bundle, index }: RunState): boolean {
  if (role === 'operator' || role === 'mustGather') return true
  const read = role === 'bundle' ? bundle : index
  return method?.method === 'olm' && read !== undefined && 'value' in read
}

export const loadImages: Phase = {
  name: 'images',
  deadlineMs: () => 20 * 60_000,
  async act(state, signal, say) {
    const { images } = state.options.isv
    const said: string[] = []
    for (const role of ['operator', 'bundle', 'index', 'mustGather'] as const) {
      const image = images[role]
      if (!image) continue
      say(image.ref)
      const loaded = runsOnCluster(role, state) ? await load(state, image, signal) : undefined
      const as = { ...asRead(role, state), ...(loaded ? { source: loaded.source, notes: loaded.notes } : {}) }
      await state.capture.update((record) => record.images.push({ role, ref: image.ref, ...as }))
      if (loaded) said.push(`${role} ${loaded.source}`)
    }
    return said.join(', ')
  },
}

async function load(state: RunState, image: ResolvedImage, signal: AbortSignal): Promise<LoadedImage> {
  if (!state.cluster) throw new Error('no cluster')
  const build = folderOf(image, state.options.buildArgs)
  const { prefer } = state.options
  return state.cluster.loadImage({ ref: image.ref, prefer, ...(build ? { build } : {}) }, signal)
}

function folderOf({ build, standIn }: ResolvedImage, args: Record<string, string>) {
  if (build) return { context: build.context, args: { ...build.args, ...args } }
  return standIn ? { context: standIn, args, standIn: true } : undefined
}

type HowHad = Pick<CaptureRecord['images'][number], 'source' | 'digest' | 'notes'>

/** How an image was had that was only read. */
function asRead(role: ImageRole, { bundle, index }: RunState): HowHad {
  const read = role === 'bundle' ? bundle : index
  if (!read) return { source: 'not-used', notes: [] }
  if (!('value' in read)) return { source: 'not-used', notes: [read.problem.message] }
  if (read.kind === 'build') return { source: 'built', notes: [] }
  return { source: 'pulled', ...(read.digest === undefined ? {} : { digest: read.digest }), notes: [] }
}
