/** The part of Go's text/template that gather scripts use with `-o go-template`. */
import { KubectlError } from '../errors.js'
import { execute } from './execute.js'
import { parse } from './parse.js'
import { TemplateError } from './template-error.js'

/** Compiles a template. What is not supported throws a KubectlError that says so, here or when it runs. */
export function compileGoTemplate(source: string): (value: unknown) => string {
  const nodes = wrap(source, () => parse(source))
  return (value) => wrap(source, () => execute(nodes, value))
}

function wrap<T>(source: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error
    throw new KubectlError(`error executing template "${source}": ${error.message}`)
  }
}
