import type { Validator } from './validator.js'

/** A JSON text held against its schema; the problem is to follow the name of the file. */
export function checkedJson(text: string, is: Validator): { value: unknown } | { problem: string } {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { problem: 'is not JSON' }
  }
  return is(value) ? { value } : { problem: `is not as its schema wants it: ${is.problem()}` }
}
