import type { Descriptor } from './descriptor.js'
import { ImageError } from './image-error.js'

export const usualPlatform = 'linux/amd64'

/** BuildKit puts what it knows of a build beside the images, for no platform at all. */
const isAttestation = ({ platform, annotations }: Descriptor): boolean =>
  annotations?.['vnd.docker.reference.type'] === 'attestation-manifest' || platform?.os === 'unknown'

/** The image for a platform (`linux/arm64/v8`); the only one, whatever it is for, where none was asked for. Throws `image.not-found`. */
export function choosePlatform(
  descriptors: readonly Descriptor[],
  asked: string | undefined,
  origin: string,
): Descriptor {
  const images = descriptors.filter((descriptor) => !isAttestation(descriptor))
  const [first, ...more] = images
  if (first && more.length === 0 && asked === undefined) return first
  const wanted = asked ?? usualPlatform
  const found = images.filter((image) => platformOf(image) === wanted || withoutVariant(image) === wanted)
  if (found[0]) return found[0]
  const known = images.map(platformOf).filter((platform) => platform !== '')
  throw new ImageError(
    'image.not-found',
    `${origin} has no image for ${wanted}; it has ${known.length > 0 ? known.join(', ') : `${images.length} images without a platform`}`,
    { next: 'Name a platform that it has, or build it for this one.' },
  )
}

function platformOf({ platform }: Descriptor): string {
  if (platform?.os === undefined || platform.architecture === undefined) return ''
  return [platform.os, platform.architecture, platform.variant].filter(Boolean).join('/')
}

const withoutVariant = (descriptor: Descriptor): string =>
  platformOf(descriptor).split('/').slice(0, 2).join('/')
