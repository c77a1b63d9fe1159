import type { ValidateFunction } from 'ajv/dist/2020.js'
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'

export interface Validator {
  (value: unknown): boolean
  /** What was wrong with the last value: where, and what was expected; never the value. */
  problem(): string
}

/** Holds data of our own making against one of the model's schemas. Compiled when it is first used. */
export function validator(schema: object): Validator {
  let compiled: ValidateFunction | undefined
  const check = () => (compiled ??= compile(schema))
  const problem = () => {
    const first = check().errors?.[0]
    return first ? `${first.instancePath || '/'} ${first.message ?? ''}` : ''
  }
  return Object.assign((value: unknown) => check()(value), { problem })
}

function compile(schema: object): ValidateFunction {
  // The schemas are tested: checking and optimising them takes longer than using them.
  const ajv = new Ajv2020({ strict: false, validateSchema: false, code: { optimize: false } })
  formats.default(ajv, ['date-time'])
  return ajv.compile(schema)
}
