import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'

export interface Validator {
  (value: unknown): boolean
  /** What was wrong with the last value: where, and what was expected; never the value. */
  problem(): string
}

/** Compiles one of the model's schemas for data of our own making. */
export function validator(schema: object): Validator {
  const ajv = new Ajv2020({ strict: false })
  formats.default(ajv, ['date-time'])
  const validate = ajv.compile(schema)
  const problem = () => {
    const first = validate.errors?.[0]
    return first ? `${first.instancePath || '/'} ${first.message ?? ''}` : ''
  }
  return Object.assign((value: unknown) => validate(value), { problem })
}
