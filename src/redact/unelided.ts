import type { UnelidedValue } from '../elide/index.js'
import {
  findInDescribe,
  findInUnparsed,
  findUnelided,
  mentionsDescribedSecret,
  mentionsSecret,
} from '../elide/index.js'
import { parseDocuments } from '../secrets/document/parse.js'

/** A value of a Secret as it stands in a text. It is the secret itself: never log it. */
export type KnownValue = Pick<UnelidedValue, 'key' | 'value' | 'encoded'> & {
  /** Whether `oc describe` prints it, which has a form of its own for elided values. */
  described?: boolean
}

/** The values of Secrets that a text holds, as `scanDocument` finds them. Empty for a text that mentions no Secret. */
export function unelidedValues(text: string): KnownValue[] {
  const described = mentionsDescribedSecret(text)
    ? findInDescribe(text).map((value) => ({ ...value, described: true }))
    : []
  if (!mentionsSecret(text)) return described
  const found = parseDocuments(text).flatMap((piece): KnownValue[] => [
    ...piece.documents.flatMap((document) => findUnelided(document, undefined, piece.aliases)),
    ...(piece.problem ? findInUnparsed(piece.text) : []),
  ])
  return [...found, ...described]
}
