/** The JSONPath templates of `-o jsonpath`, `--sort-by`, `--for=jsonpath` and custom columns. */
import { evaluate, render } from './evaluate.js'
import { parseTemplate } from './parse.js'

export interface JsonPath {
  /** The template filled in: several values of one path have a space between them. */
  text(value: unknown): string
  /** The values of its paths, ranges left out. */
  values(value: unknown): unknown[]
}

/** Throws KubectlError for a template that is none. */
export function compileJsonPath(template: string): JsonPath {
  const nodes = parseTemplate(template)
  return {
    text: (value) => render(nodes, value, value),
    values: (value) =>
      nodes.flatMap((node) => (node.type === 'path' ? evaluate(node.path, value, value) : [])),
  }
}
