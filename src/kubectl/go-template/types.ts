export type Node =
  | { type: 'text'; value: string }
  | { type: 'output'; pipeline: Pipeline }
  | { type: 'if' | 'with'; pipeline: Pipeline; then: Node[]; otherwise: Node[] }
  | {
      type: 'range'
      key: string | undefined
      item: string | undefined
      pipeline: Pipeline
      then: Node[]
      otherwise: Node[]
    }

/** Calls of which each gets the result of the one before as its last argument. */
export interface Pipeline {
  /** `$x := ...` or `$x = ...` */
  assign: { name: string; declare: boolean } | undefined
  calls: Operand[][]
}

export type Operand =
  | { type: 'literal'; value: string | number | boolean | null }
  /** `.a.b`: from the dot; `$.a` and `$x.a`: from a variable; `(...).a`: from what is in parentheses. */
  | { type: 'path'; base: 'dot' | { variable: string } | { pipeline: Pipeline }; fields: string[] }
  | { type: 'function'; name: string }
