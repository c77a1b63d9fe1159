import { parseReference } from '../../image/reference.js'

export type ImageComparison = 'same' | 'other' | 'unknown'

/**
 * Whether two references name the same image. Digests decide, wherever the image lies; tags of one repository do; a tag and a
 * digest of one repository cannot be told, unless the digest behind the tag is known.
 */
export function compareImages(a: string, b: string, digestOfB?: string): ImageComparison {
  const [first, second] = [parseReference(a), parseReference(b)]
  if (!first || !second) return a === b ? 'same' : 'other'
  const digest = second.digest ?? digestOfB
  if (first.digest !== undefined && digest !== undefined) {
    if (first.digest === digest) return 'same'
    // What was pulled may be one platform of the list of images that is meant.
    return second.digest === undefined && isSameRepository(first, second) ? 'unknown' : 'other'
  }
  if (!isSameRepository(first, second)) return 'other'
  if (first.digest !== undefined || second.digest !== undefined) return 'unknown'
  return first.tag === second.tag ? 'same' : 'other'
}

const isSameRepository = (
  a: { registry: string; repository: string },
  b: { registry: string; repository: string },
) => a.registry === b.registry && a.repository === b.repository
