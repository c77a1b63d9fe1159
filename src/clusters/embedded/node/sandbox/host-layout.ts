import { lstatSync, readFileSync, readlinkSync } from 'node:fs'

/** The host's folders that containers share; the rest of its root is not visible to them. */
export const sharedFolders = [
  'usr',
  'etc',
  'opt',
  'var',
  'bin',
  'sbin',
  'lib',
  'lib32',
  'lib64',
  'libx32',
  'nix',
]

export interface HostLayout {
  /** Names of top-level folders to show. */
  folders: string[]
  /** Top-level links: `bin` -> `usr/bin`. */
  links: { name: string; to: string }[]
  /** Absolute paths at which something is mounted inside those folders. */
  mountPoints: string[]
}

/** Reads what of the host's root containers will see. */
export function readHostLayout(): HostLayout {
  const layout: HostLayout = { folders: [], links: [], mountPoints: [] }
  for (const name of sharedFolders) {
    const stat = lstatSync(`/${name}`, { throwIfNoEntry: false })
    if (stat?.isSymbolicLink()) layout.links.push({ name, to: readlinkSync(`/${name}`) })
    else if (stat?.isDirectory()) layout.folders.push(name)
  }
  layout.mountPoints = parseMountPoints(readFileSync('/proc/self/mountinfo', 'utf8')).filter((path) =>
    layout.folders.some((name) => path.startsWith(`/${name}/`)),
  )
  return layout
}

/** The mount points of /proc/self/mountinfo, sorted, in which blanks and backslashes are octal (proc(5)). */
export function parseMountPoints(mountinfo: string): string[] {
  const paths = mountinfo.split('\n').flatMap((line) => line.split(' ')[4] ?? [])
  const unescape = (path: string) =>
    path.replace(/\\([0-7]{3})/g, (_, code: string) => String.fromCharCode(parseInt(code, 8)))
  return [...new Set(paths.map(unescape))].sort()
}
