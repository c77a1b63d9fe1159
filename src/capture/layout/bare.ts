import { below } from './below.js'
import type { Layout } from './types.js'

/** A must-gather folder by itself: everything in it came from one gather. */
export function bareLayout(root: string): Layout {
  return {
    kind: 'bare',
    root,
    gathers: ['default'],
    sidecars: [],
    place(path) {
      const inside = below(path, root)
      if (inside === undefined) return { role: 'other', path }
      return {
        role: inside === 'gather.logs' ? 'gather-log' : 'gather-file',
        gather: 'default',
        path: inside,
      }
    },
  }
}
