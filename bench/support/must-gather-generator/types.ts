import type { Random } from './random.js'

/** Something that stands for a credential, or only looks like one, before it has a place. */
export interface Sample {
  kind: string
  /** What a setting that holds it is called: `DB_PASSWORD`. */
  name: string
  /** It may have several lines. */
  value: string
  /** What of a multi-line value a place must keep whole: `text` (the default) or a document of its own. */
  form?: SampleForm
}

/**
 * `value`: a text that means something wherever it stands under its name. `url`, `header`, `kubeconfig`: only there.
 * `text`: lines that stand for themselves, as a file has them.
 */
export type SampleForm = 'value' | 'url' | 'header' | 'kubeconfig' | 'text'

export interface Kind {
  kind: string
  form: SampleForm
  make(random: Random): { name: string; value: string }
}

/** What was planted, and where; lines are 1-based, one range for each time that it stands there. */
export interface Planted {
  kind: string
  place: string
  /** Relative to the must-gather; inside what is packed `outer.tar.gz!/inner`. */
  file: string
  lines: [first: number, last: number][]
}

/** What is in a generated must-gather: written beside it, never into it. It holds no value. */
export interface GroundTruth {
  seed: number
  files: number
  bytes: number
  secrets: Planted[]
  lookAlikes: Planted[]
}
