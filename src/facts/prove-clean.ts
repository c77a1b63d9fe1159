import { unsupportedPacking } from '../capture/read/sniff.js'
import type { SecretFinding } from '../model/secret-finding.js'
import type { Analyst } from './analyst.js'
import type { KeepTap } from './file-taps.js'

export interface Proof {
  secrets: SecretFinding[]
  /** Why it is not proven that there are no more. */
  unproven?: string
  /** How many more values there are than are told apart. */
  beyond?: number
}

/** A log or a text may speak of Secrets and be no document; these were meant as one. */
export const isDocument = (path: string) => /\.(?:ya?ml|json)$/i.test(path)

export interface ProvenFile {
  /** Inside the gather. */
  path: string
  /** As findings show it, where that is another. */
  shown?: string
}

/** A file that speaks of Secrets is parsed, and every Secret in it held against what elision looks like. */
export function proveElided(
  keep: KeepTap,
  { path, shown = path }: ProvenFile,
  { scanner }: Pick<Analyst, 'scanner'>,
): Proof {
  const unproven = (reason: string): Proof => ({
    secrets: [],
    ...(isDocument(path) ? { unproven: reason } : {}),
  })
  if (keep.overflown) return unproven('it speaks of Secrets and is too large to be parsed')
  const { findings, unreadable, beyond } = scanner.document(shown, keep.text())
  const secrets = findings.map((finding) => ({ ...finding, layers: [...keep.layers, ...finding.layers] }))
  if (unreadable?.tooDeep)
    return { secrets, beyond, unproven: `it speaks of Secrets, and ${unreadable.reason}` }
  return { ...(unreadable ? unproven(unreadable.reason) : {}), secrets, beyond }
}

/** What is packed in a way that is not looked into. */
export function packedOtherwise(head: Buffer): Proof {
  const packing = unsupportedPacking(head)
  return {
    secrets: [],
    ...(packing ? { unproven: `it is a ${packing.name}, which is not looked into` } : {}),
  }
}
