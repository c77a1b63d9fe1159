import type { Variables } from '../../facts/glob.js'
import { maskGenerated } from '../../lib/generated-names.js'

/** What stands for a variable or for any text while the rest of a path is made harmless. */
const marks = { namespace: '\uE000', operatorVersion: '\uE001', name: '\uE002', any: '\uE003' } as const

export interface PatternContext {
  variables: Variables
  /** Names of nodes: longest first, so that none is taken for a part of another. */
  nodes: readonly string[]
}

/**
 * A path as it would be in another run: the operator's namespace and version as variables, the name of one live object
 * as `{name}`, and `*` for what a cluster or a clock makes up.
 */
export function patternOf(path: string, { variables, nodes }: PatternContext, name?: string): string {
  const { namespace, operatorVersion } = variables
  const segments = withNamespace(path.split('/'), namespace).map((segment) =>
    [
      (text: string) => (name === undefined ? text : replaceName(text, name, marks.name)),
      (text: string) =>
        operatorVersion === undefined ? text : replaceVersion(text, operatorVersion, marks.operatorVersion),
      (text: string) => nodes.reduce((result, node) => replaceNode(result, node, marks.any), text),
      (text: string) => maskGenerated(text, marks.any),
      (text: string) => text.replace(addresses, marks.any),
    ].reduce((text, replace) => replace(text), segment),
  )
  return asGlob(segments.join('/'))
}

/** IPv4 addresses, as they are and as names of hosts and nodes have them. */
const addresses = /(?<![\d.-])\d{1,3}([.-])\d{1,3}\1\d{1,3}\1\d{1,3}(?![\d-])/g

/** `namespaces/acme/…`, `namespaces/acme.yaml`, `namespaces/acme/acme.yaml`: elsewhere the word may mean something else. */
function withNamespace(segments: readonly string[], namespace: string | undefined): string[] {
  if (namespace === undefined) return [...segments]
  const folders = new Set(['namespaces', namespace])
  return segments.map((segment, index) => {
    const [before = '', above] = [segments[index - 1], segments[index - 2]]
    if (!folders.has(before) || (before === namespace && above !== 'namespaces')) return segment
    if (segment === namespace) return marks.namespace
    const [, stem, extension = ''] = /^(.+)(\.[a-z]{2,5})$/.exec(segment) ?? []
    return stem === namespace ? marks.namespace + extension : segment
  })
}

/** Every place where a name stands by itself, and not as a part of another name. */
export const replaceName = (text: string, name: string, by: string): string =>
  replaceBounded(text, name, by, /[A-Za-z0-9-]/)

/** Static pods are named after what they run and their node: `etcd-master-0`. */
const replaceNode = (text: string, node: string, by: string): string =>
  replaceBounded(text, node, by, /[A-Za-z0-9]/)

function replaceBounded(text: string, name: string, by: string, ofName: RegExp): string {
  return text.split(name).reduce((done, rest) => {
    const around = [done.at(-1), rest[0]]
    const isPart = around.some((letter) => letter !== undefined && ofName.test(letter))
    return done + (isPart ? name : by) + rest
  })
}

/** `v0.0.9`, but not a part of `10.0.0.9` or `0.0.91`. */
function replaceVersion(text: string, version: string, by: string): string {
  const literal = version.replace(/[.+*?^${}()|[\]\\]/g, '\\$&')
  return text.replace(new RegExp(`(?<![0-9.])${literal}(?![0-9]|\\.[0-9])`, 'g'), by)
}

/** What means something in a glob, or may not be in a list, becomes `?`, which is any one character. */
function asGlob(text: string): string {
  return text
    .replace(/[*?[\](){}\\\u0000-\u001f]/g, '?')
    .replace(new RegExp(`${marks.any}+`, 'g'), '*')
    .replaceAll(marks.namespace, '{namespace}')
    .replaceAll(marks.operatorVersion, '{operatorVersion}')
    .replaceAll(marks.name, '{name}')
}
