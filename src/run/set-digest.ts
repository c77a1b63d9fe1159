import type { CaptureRecord } from '../model/capture-record.js'
import type { ImageRole } from '../model/isv-config.js'

/** Notes the digest of a pulled image as the cluster saw it: `...@sha256:...` in an imageID. */
export function setDigest(record: CaptureRecord, role: ImageRole, imageID: string | undefined): void {
  const digest = /sha256:[0-9a-f]{64}/.exec(imageID ?? '')?.[0]
  const image = record.images.find((one) => one.role === role)
  if (image?.source === 'pulled' && digest) image.digest = digest
}
