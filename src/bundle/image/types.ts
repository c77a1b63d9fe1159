import type { Environment } from '../../lib/proxy-for.js'

/** Where an image is had from. */
export type ImageSource =
  /** The image's files as they lie in a folder. */
  | { kind: 'folder'; path: string }
  | { kind: 'oci-layout'; path: string }
  /** A .tar or .tar.gz with an OCI layout, or as `docker save` writes it. */
  | { kind: 'archive'; path: string }
  /** A reference: `quay.io/org/name:tag`, `host:5000/name@sha256:...`. */
  | { kind: 'registry'; ref: string }
  /** A build folder whose Dockerfile begins `FROM scratch`, or from a base that does not matter: its COPY and LABEL lines are followed. */
  | { kind: 'build'; context: string; args?: Record<string, string>; dockerfile?: string }

export interface RegistryAccess {
  /** Path of a docker `config.json` with credentials, or the names of helpers that have them; without it nobody is logged in. */
  dockerConfig?: string | undefined
  /** The environment, which names proxies and in which helpers run; default: none of it. */
  env?: Environment | undefined
  /** Hosts (`localhost:5000`) that are asked over plain http. */
  insecure?: readonly string[] | undefined
  /** Path of a PEM file with further certificate authorities. */
  ca?: string | undefined
  /** Milliseconds before a registry that is busy is asked a second time; default 1 s. */
  retryMs?: number | undefined
}

export interface OpenOptions {
  signal: AbortSignal
  /** Which image of several is meant: `linux/amd64`, the default. */
  platform?: string | undefined
  registry?: RegistryAccess | undefined
}

/** One regular file of an image, as the layers on top of each other show it. */
export interface ImageFile {
  /** Relative, without a slash before it: `manifests/x.yaml`. */
  path: string
  /** Bytes. */
  size: number
  /** The bytes, once, and only until the next file is asked for. */
  content(): AsyncIterable<Buffer>
}

export interface OpenedImage {
  kind: ImageSource['kind']
  /** As messages name it: the path or the reference. */
  origin: string
  /** Of what the reference leads to: a manifest, or the index of several platforms; absent where there is neither. */
  digest?: string
  labels: Record<string, string>
  /** Where the labels came from; `none` for a folder without a Dockerfile. */
  labelsFrom: 'image' | 'dockerfile' | 'none'
  /** The Dockerfile that names the labels, where there is one. */
  dockerfile?: { path: string; text: string }
  /**
   * The files below any of the folders (`['manifests', 'metadata']`; `['']` for all), each once, in no certain order.
   * Digests are verified by the time that it ends; damage throws an `ImageError`.
   */
  files(prefixes: readonly string[]): AsyncIterable<ImageFile>
  close(): Promise<void>
}
