import type { EntryType, Hostile, HostileCode } from './read/types.js'

/** Longest name that common file systems take, in bytes: one part, and the whole path. */
const maxPart = 255
const maxPath = 4096
/** How many folders deep a name may go: each costs a look at all above it, and what walks trees goes down with them. */
const maxParts = 256

const reasons: Record<HostileCode, string> = {
  traversal: 'the name climbs out of the folder with ".."',
  absolute: 'the name is absolute',
  'control-character': 'the name holds a control character',
  'not-utf8': 'the name is not UTF-8',
  backslash: 'the name holds a backslash or a drive letter',
  'too-long': `the name is longer than ${maxPart} bytes per part or ${maxPath} in all, or deeper than ${maxParts} folders`,
  'link-outside': 'the link leads out of the folder',
  'link-dangling': 'it is a hard link to a file that is not there',
  device: 'it is a device file',
  fifo: 'it is a named pipe',
  socket: 'it is a socket',
  duplicate: 'the name was there before',
  unsupported: 'its type is not supported',
}

export function hostile(code: HostileCode): Hostile {
  return { code, reason: reasons[code] }
}

/** C0, DEL, C1, and the marks that turn the direction of writing around: they make a name look like another. */
const control = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/

const rules: readonly [HostileCode, (name: string) => boolean][] = [
  ['control-character', (name) => control.test(name)],
  ['not-utf8', (name) => name.includes('\ufffd')],
  ['backslash', (name) => name.includes('\\') || /^[A-Za-z]:\//.test(name)],
  ['absolute', (name) => name.startsWith('/')],
  ['traversal', (name) => name.split('/').includes('..')],
  ['too-long', tooLong],
]

function tooLong(name: string): boolean {
  if (name.length * 3 <= maxPart) return false
  const parts = name.split('/')
  return (
    Buffer.byteLength(name) > maxPath ||
    parts.length > maxParts ||
    parts.some((part) => Buffer.byteLength(part) > maxPart)
  )
}

/** Types that no gather has a reason to leave. */
const hostileTypes: Partial<Record<EntryType, HostileCode>> = {
  device: 'device',
  fifo: 'fifo',
  socket: 'socket',
  other: 'unsupported',
}

/** Why an entry with a harmless name is hostile all the same: for what it is, or where it leads. */
export function guardType(
  path: string,
  type: EntryType,
  linkTarget: string | undefined,
): Hostile | undefined {
  const code = hostileTypes[type]
  if (code) return hostile(code)
  const outside =
    (type === 'symlink' && !linkStaysInside(path, linkTarget ?? '')) ||
    (type === 'hardlink' && 'hostile' in guardName(linkTarget ?? ''))
  return outside ? hostile('link-outside') : undefined
}

/** What most names look like, for which no rule needs to be asked. */
const harmless = /^(?:[\w@+=,~%-][\w.@+=,~%-]{0,84}(?:\/(?!$)|$))+$/

/** A raw name as a clean relative path (`''` for the root itself), or why it is hostile. */
export function guardName(name: string): { path: string } | { hostile: Hostile } {
  if (name.length < 2 * maxParts && harmless.test(name)) return { path: name }
  for (const [code, applies] of rules) {
    if (applies(name)) return { hostile: hostile(code) }
  }
  return { path: cleanPath(name) }
}

/** `./a//b/` as `a/b`. */
export function cleanPath(name: string): string {
  if (!/^\.?\/|\/\.?\/|\/\.?$|^\.$/.test(name)) return name
  return name
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/')
}

/** Whether a symbolic link at `path` with this target stays inside the tree, judged by the text alone. */
export function linkStaysInside(path: string, target: string): boolean {
  if (target === '' || target.startsWith('/') || control.test(target) || target.includes('\\')) return false
  let depth = path.split('/').length - 1
  for (const part of target.split('/')) {
    if (part === '..') depth--
    else if (part !== '' && part !== '.') depth++
    if (depth < 0) return false
  }
  return true
}

/** A name fit for a message or a log: control characters and lone surrogates escaped, and cut at 200 characters. */
export function printableName(name: string): string {
  const shown = name.length > 200 ? `${name.slice(0, 200)}...` : name
  return shown.replace(
    new RegExp(control.source, 'g'),
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
