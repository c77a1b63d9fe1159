import type { OpenedImage } from '../image/types.js'

/** A text file of a bundle. */
export interface BundleFile {
  /** Inside the image: `manifests/x.yaml`. */
  path: string
  text: string
}

/** The files of a bundle (`manifests/`, `metadata/`, `tests/`) and what its image says of itself; nothing is judged yet. */
export interface Bundle extends Pick<
  OpenedImage,
  'origin' | 'digest' | 'labels' | 'labelsFrom' | 'dockerfile'
> {
  /** Sorted by path. */
  files: BundleFile[]
}

/** What a bundle is held against. */
export interface BundleExpectations {
  /** The configured operator image; without it nothing is said of it. */
  operatorImage?: string | undefined
  /** The configured must-gather image, which the bundle must name. */
  mustGatherImage?: string | undefined
}

/** A document of a manifest that is a Kubernetes object. */
export interface BundleObject {
  path: string
  /** 1-based, of its first line. */
  line: number
  object: { apiVersion: string; kind: string; metadata: { name?: string; namespace?: string } } & Record<
    string,
    unknown
  >
}
