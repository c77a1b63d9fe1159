import Type from 'typebox'
import type { Static } from 'typebox'
import type { ImageFinding } from './image-finding.js'

/** What is kept of a bundle image in a capture (`bundle/`), and what is found wrong with one. */

const strict = { additionalProperties: false } as const

/** `bundle/bundle.json`: which bundle was read. Its files lie beside it below `bundle/files/`. */
export const BundleRecord = Type.Object(
  {
    schemaVersion: Type.Literal('bundle/v1'),
    ref: Type.String({ description: 'As the configuration names it' }),
    origin: Type.String({ description: 'Where it was read from: a reference, or a path' }),
    digest: Type.Optional(Type.String({ description: 'Of the manifest; absent for a folder' })),
    labels: Type.Record(Type.String(), Type.String()),
    labelsFrom: Type.Enum(['image', 'dockerfile', 'none']),
    dockerfile: Type.Optional(
      Type.String({ description: 'The file below bundle/files/ that names the labels, where there is one' }),
    ),
    problem: Type.Optional(
      Type.Object(
        { code: Type.String(), message: Type.String() },
        { ...strict, description: 'Why it could not be read; there are no files then' },
      ),
    ),
  },
  { ...strict, $id: 'bundle.json', title: 'Bundle' },
)
export type BundleRecord = Static<typeof BundleRecord>

export type BundleCheck = 'MG-OLM-001' | 'MG-OLM-004' | 'MG-OLM-005'

/** Rules whose findings are advice, unless a profile says otherwise (`MG-OLM-005/image-unpinned: required`). */
export const advisoryBundleRules: Readonly<Record<BundleCheck, readonly string[]>> = {
  'MG-OLM-001': [
    'hidden-file',
    'folder-annotation',
    'csv-name-version',
    'csv-field-missing',
    'install-mode-missing',
    'example-missing',
    'example-schema',
    'object-namespace',
    'disruption-budget',
    'priority-class',
    'operator-image',
  ],
  'MG-OLM-004': [],
  'MG-OLM-005': ['image-unrelated', 'image-unpinned'],
}

/** One thing wrong with a bundle. */
export type BundleFinding = ImageFinding<BundleCheck>

/** What the checks are told of the bundle. */
export type BundleFact =
  | {
      state: 'read'
      record: BundleRecord
      /** What was looked at, for `looked`: how many files and images. */
      files: number
      images: number
      findings: BundleFinding[]
    }
  /** There is none to judge. */
  | { state: 'none'; reason: string }
  /** It should have been judged, and could not. */
  | { state: 'unread'; reason: string }
