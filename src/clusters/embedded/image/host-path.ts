import { lstatSync, readlinkSync, statSync } from 'node:fs'
import { posix } from 'node:path'

/** The host's top-level folders (and links to them) that containers see; paths elsewhere are the container's own. */
export type IsShared = (topLevelName: string) => boolean

/**
 * Where a path of an image really is once the image lies over the host: `/bin/x` is `/usr/bin/x` where the host has
 * that link. Follows the host's links in all but the last part; absolute in, absolute out.
 */
export function resolveOnHost(path: string, isShared: IsShared): string {
  let parts = posix.normalize(path).split('/').filter(Boolean)
  let resolved = '/'
  for (let links = 0; parts.length > 1 && links < 40;) {
    const [part = '', ...rest] = parts
    const next = posix.join(resolved, part)
    const target = isShared(topLevel(next)) ? readLink(next) : undefined
    if (target === undefined) {
      resolved = next
      parts = rest
      continue
    }
    links++
    parts = [...posix.resolve(resolved, target).split('/').filter(Boolean), ...rest]
    resolved = '/'
  }
  return posix.join(resolved, ...parts)
}

/** Whether a container without image files has a folder at this path. */
export function hostHasFolder(path: string, isShared: IsShared): boolean {
  const resolved = resolveOnHost(posix.join(path, '.'), isShared)
  const name = topLevel(resolved)
  if (!isShared(name))
    return ['tmp', 'run', 'root', 'home', 'mnt', 'srv', ''].includes(name) && resolved.lastIndexOf('/') === 0
  return statSync(resolved, { throwIfNoEntry: false })?.isDirectory() ?? false
}

function topLevel(path: string): string {
  return path.split('/')[1] ?? ''
}

function readLink(path: string): string | undefined {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ? readlinkSync(path) : undefined
}
