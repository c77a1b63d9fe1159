import type { LiveObject } from './at-hand.js'
import { replaceName } from './path-pattern.js'

/**
 * The live object that a file is about by its path: the one whose name stands in it, below the folder of its namespace. A
 * pod's name is made up and means nothing else; that of another object counts below a folder of its kind alone.
 */
export function liveObjectOf(path: string, live: readonly LiveObject[]): LiveObject | undefined {
  const candidates = live.filter(
    (object) =>
      path.includes(object.name) &&
      object.kind !== 'Namespace' &&
      isInNamespace(path, object) &&
      isNamed(path.split('/'), object),
  )
  return candidates.reduce<LiveObject | undefined>(
    (best, one) => (best && best.name.length >= one.name.length ? best : one),
    undefined,
  )
}

const isInNamespace = (path: string, { namespace }: LiveObject): boolean =>
  namespace === undefined || `/${path}`.includes(`/namespaces/${namespace}/`)

function isNamed(segments: readonly string[], { kind, name }: LiveObject): boolean {
  return segments.some((segment, index) => {
    const folder = segments[index - 1]?.toLowerCase() ?? ''
    const isOfKind = kind === 'Pod' || folder.startsWith(kind.toLowerCase().replace(/y$/, ''))
    return isOfKind && replaceName(segment, name, '') !== segment
  })
}
