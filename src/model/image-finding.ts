/** One thing wrong with a bundle or an index. */
export interface ImageFinding<CheckId extends string> {
  check: CheckId
  /** Stable: `owned-crd-missing`, `several-heads`; docs/bundle-and-index.md lists them. */
  rule: string
  /** Inside the image; empty where no file is to blame. */
  path: string
  /** 1-based; absent where the file itself is meant. */
  line?: number
  message: string
  want: string
  got: string
  fix: string
  /** What it is about, apart from its path: the same in every run. */
  subject: string
}
