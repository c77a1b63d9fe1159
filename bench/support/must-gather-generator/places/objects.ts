/** Pieces of YAML as the API server's objects are written. */
import type { Random } from '../random.js'
import { nameParts } from '../random.js'

/** A scalar as a writer of YAML in Go quotes it. */
export function scalar(value: string): string {
  const isPlain =
    /^[A-Za-z0-9_/.+][\w /.+=@~^()$;<-]*$/.test(value) &&
    !/^[\d.eE+-]+$|^0[xo]|^(?:true|false|null|yes|no|on|off|y|n)$|: | #|:$/i.test(value)
  if (isPlain && !value.endsWith(' ')) return value
  return /["\n]/.test(value) || !value.includes("'")
    ? `'${value.replace(/'/g, "''")}'`
    : JSON.stringify(value)
}

/** `key: value`, the value in a block where it has lines. */
export function entry(key: string, value: string, spaces: number): string {
  const margin = ' '.repeat(spaces)
  if (!value.includes('\n')) return `${margin}${key}: ${scalar(value)}`
  const block = value.endsWith('\n') ? '|' : '|-'
  return `${margin}${key}: ${block}\n${value.replace(/\n$/, '').replace(/^(?=.)/gm, `${margin}  `)}`
}

export const generated = (base: string, random: Random): string =>
  `${base}-${random.text(nameParts, 10)}-${random.text(nameParts, 5)}`

/** What every object has, as a list's entry: from `metadata:` on, at two spaces. */
export function metadata(name: string, namespace: string, random: Random, annotations = ''): string {
  return [
    '  metadata:',
    ...(annotations ? [`    annotations:\n${annotations}`] : []),
    `    creationTimestamp: "2026-11-${String(random.between(10, 20))}T08:12:41Z"`,
    '    labels:',
    `      app.kubernetes.io/instance: ${name}`,
    `      pod-template-hash: ${random.text(nameParts, 9)}`,
    `    name: ${name}`,
    `    namespace: ${namespace}`,
    `    resourceVersion: "${random.between(10_000, 9_999_999)}"`,
    `    uid: ${random.uuid()}`,
  ].join('\n')
}
