import type { LoadedImage } from '../../clusters/types.js'
import type { CaptureRecord } from '../../model/capture-record.js'
import type { ImageRole, ResolvedImage } from '../../model/isv-config.js'
import type { Phase, RunState } from '../types.js'

/** The images that run on the cluster; bundle and index are judged as files. */
const onCluster: readonly ImageRole[] = ['operator', 'mustGather']

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
      const loaded = onCluster.includes(role) ? await load(state, image, signal) : undefined
      await state.capture.update((record) => record.images.push(toRecord(role, image, loaded)))
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

function toRecord(
  role: ImageRole,
  { ref }: ResolvedImage,
  loaded?: LoadedImage,
): CaptureRecord['images'][number] {
  return { role, ref, source: loaded?.source ?? 'not-used', notes: loaded?.notes ?? [] }
}
