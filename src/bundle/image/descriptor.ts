/** What the OCI image spec calls a descriptor: content by its digest. */
export interface Descriptor {
  mediaType?: string
  /** `sha256:...` */
  digest: string
  /** Bytes. */
  size?: number
  platform?: { os?: string; architecture?: string; variant?: string }
  annotations?: Record<string, string>
}

/** Content by digest, from a registry, a layout or an archive. Not verified: `verified` does that. */
export interface BlobStore {
  /** As messages name it. */
  origin: string
  /** Throws `ImageError` where there is no such content. */
  read(descriptor: Descriptor): AsyncIterable<Buffer>
  close(): Promise<void>
}

/** A layer from its bytes to its files: packed or not, and what its bytes must come to. */
export interface Layer {
  /** As messages name it. */
  name: string
  read(): AsyncIterable<Buffer>
}

const digestPattern = /^(sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/

/** A descriptor as far as it can be trusted to be one; `undefined` for anything else. */
export function toDescriptor(value: unknown): Descriptor | undefined {
  if (value === null || typeof value !== 'object') return undefined
  const { digest, size, mediaType, platform, annotations } = value as Record<string, unknown>
  if (typeof digest !== 'string' || !digestPattern.test(digest)) return undefined
  return {
    digest,
    ...(typeof size === 'number' ? { size } : {}),
    ...(typeof mediaType === 'string' ? { mediaType } : {}),
    ...(isObject(platform) ? { platform } : {}),
    ...(isObject(annotations) ? { annotations: annotations as Record<string, string> } : {}),
  }
}

/** The descriptors of a list; what is none is left out. */
export function toDescriptors(values: unknown): Descriptor[] {
  return Array.isArray(values)
    ? values.flatMap((value) => {
        const descriptor = toDescriptor(value)
        return descriptor ? [descriptor] : []
      })
    : []
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value)

/** The first characters, as people read digests to each other. */
export const shortDigest = (digest: string): string => digest.slice(0, digest.indexOf(':') + 13)
