import { ExpectedError } from '../../model/errors.js'

/**
 * Why an image could not be read. `image.not-found` is the fault of whoever names it, `image.registry-unreachable` that
 * of the environment, `image.refused` one of rights, and `image.unreadable` that of the image.
 */
export type ImageErrorCode =
  | 'image.not-found'
  | 'image.refused'
  | 'image.registry-unreachable'
  | 'image.unreadable'
  | 'image.source-invalid'

const exitCodes = {
  'image.not-found': 2,
  'image.refused': 3,
  'image.registry-unreachable': 3,
  'image.unreadable': 2,
  'image.source-invalid': 2,
} as const

const next: Record<ImageErrorCode, string> = {
  'image.not-found': 'Check the name, the tag and the digest, or push the image.',
  'image.refused': 'Log in to the registry, and name the docker config.json that holds the credentials.',
  'image.registry-unreachable': 'Check the address, the network and the proxy, and try again.',
  'image.unreadable': 'Build or copy the image again.',
  'image.source-invalid':
    'Name a folder, an OCI layout, a .tar or .tar.gz of an image, or a reference like quay.io/org/name:tag.',
}

/** Whether a code says that the image is not there, or is broken: its maker's fault, and not the environment's. */
export const isFaultOfImage = (code: string): code is 'image.not-found' | 'image.unreadable' =>
  code === 'image.not-found' || code === 'image.unreadable'

export class ImageError extends ExpectedError {
  declare readonly code: ImageErrorCode

  constructor(code: ImageErrorCode, message: string, options: { next?: string; cause?: unknown } = {}) {
    super({
      code,
      message,
      next: options.next ?? next[code],
      exitCode: exitCodes[code],
      cause: options.cause,
    })
    this.name = 'ImageError'
  }
}
