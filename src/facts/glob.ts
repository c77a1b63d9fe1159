import picomatch from 'picomatch'
import type { Glob } from '../model/facts.js'

export type Variables = Readonly<Record<string, string>>

/** A glob over whole paths: `*` ends at a slash, `**` does not, dot files are files, and nothing is negated. */
export function compileGlob(glob: string): Glob {
  const matches = picomatch(glob, { dot: true, nonegate: true })
  return { glob: glob.replace(/\\(.)/g, '$1'), matches: (path) => matches(path) }
}

/** A text that stands for itself in a glob; names of RBAC objects may hold nearly anything. */
export const escapeGlob = (text: string): string => text.replace(/[\\*?[\](){}!+@|]/g, '\\$&')

/** `{name}` replaced by the variable; one that is not there stays as it is. */
export function fillIn(text: string, variables: Variables): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => variables[name] ?? whole)
}
