import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js'
import { Ajv2020 } from 'ajv/dist/2020.js'
import type { Static, TSchema } from 'typebox'
import type { ConfigDocument } from './document.js'
import { explain } from './explain.js'
import { formats } from './formats.js'
import type { ConfigProblem } from './problem.js'

/** Checks values against one schema; every error at once. Compiled when it is first used. */
export interface Validator<T> {
  validate(document: ConfigDocument): ConfigProblem[]
  /** Whether the value has the schema's type: holds exactly when `validate` found nothing. */
  is(value: unknown): value is T
}

export function createValidator<S extends TSchema>(schema: S): Validator<Static<S>> {
  let compiled: ValidateFunction | undefined
  const check = () => (compiled ??= compile(schema))
  return {
    validate(document) {
      if (check()(document.value)) return []
      return explain(document, check().errors as ErrorObject[])
    },
    is: (value): value is Static<S> => check()(value),
  }
}

function compile(schema: TSchema): ValidateFunction {
  const ajv = new Ajv2020({
    strict: true,
    allErrors: true,
    // The errors then carry the schema and the value that they are about, which the messages are made of.
    verbose: true,
    // The schemas are our own, and tested: checking and optimising them takes five times as long as using them.
    validateSchema: false,
    code: { optimize: false },
    formats: Object.fromEntries(
      Object.entries(formats).map(([key, format]) => [key, (text: string) => format.valid(text)]),
    ),
  })
  return ajv.compile(schema)
}
