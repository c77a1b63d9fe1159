import { leftovers, runGather, snapshotObjects } from '../../gather/index.js'
import { liveState } from '../live-changes.js'
import { liveObjects } from '../live-objects.js'
import { connectionOf } from '../connection-of.js'
import { gatherOptions, gatherLimit, saySize } from '../gather-options.js'
import { whyNotReady } from '../operator-is-ready.js'
import { recordGathers } from '../record-gathers.js'
import { setDigest } from '../set-digest.js'
import type { Phase } from '../types.js'

export const gather: Phase = {
  name: 'gather',
  deadlineMs: ({ options }) => gatherLimit(options.isv),
  skip: whyNotReady,
  async act(state, signal, say) {
    const { capture } = state
    const { isv, expected } = state.options
    const connection = connectionOf(state)
    const liveBefore = await liveObjects(connection, expected, state.canaries, signal)
    const before = await liveState(connection, isv.install.namespace, signal)
    state.before = before
    const result = await runGather({
      ...(await gatherOptions(state, 'default', isv.gather.command, say)),
      probe: { scripts: isv.gather.scripts },
      signal,
    })
    await recordGathers(state, [result.record], (record) =>
      setDigest(record, 'mustGather', result.record.imageID),
    )
    if (result.probe) await capture.writeJson('image.json', result.probe)
    if (signal.aborted) return 'interrupted'
    const after = await snapshotObjects(connection, signal)
    const left = leftovers(before.objects, after)
    await capture.update((record) => {
      record.leftovers = left
      if (after.unread.length > 0) record.unreadTypes = after.unread
    })
    const liveAfter = await liveObjects(connection, expected, state.canaries, signal)
    await capture.writeJson('cluster.json', inBoth(liveBefore, liveAfter))
    return saySize(result.record)
  },
}

type Live = Awaited<ReturnType<typeof liveObjects>>

/** What came or went while the gather ran cannot be asked of it. */
function inBoth(before: Live, after: Live): Live {
  const key = ({ apiVersion, kind, namespace, name }: Live['objects'][number]) =>
    JSON.stringify([apiVersion, kind, namespace, name])
  const known = new Set(after.objects.map(key))
  return { ...before, objects: before.objects.filter((object) => known.has(key(object))) }
}
