export type Node =
  { type: 'text'; value: string } | { type: 'path'; path: Path } | { type: 'range'; path: Path; body: Node[] }

export interface Path {
  /** `$` begins at the top, anything else where the surrounding range stands. */
  fromRoot: boolean
  steps: Step[]
}

export type Step =
  | { type: 'field'; name: string }
  | { type: 'wildcard' }
  | { type: 'recursive' }
  | { type: 'index'; index: number }
  | { type: 'slice'; start: number | undefined; end: number | undefined; step: number }
  /** Each member is followed from every value before the next member is. */
  | { type: 'union'; members: Step[][] }
  | { type: 'filter'; left: Operand; operator: string; right: Operand | undefined }

export type Operand = { type: 'path'; path: Path } | { type: 'literal'; value: string | number | boolean }
