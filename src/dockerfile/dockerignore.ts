import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import picomatch from 'picomatch'

/** Whether a path, relative to the context and with `/`, is left out of the build by its .dockerignore. */
export type Ignored = (path: string) => boolean

/** Reads the context's .dockerignore; without one nothing is ignored. The last pattern that matches decides. */
export function readDockerignore(context: string): Ignored {
  const rules = readPatterns(context).map((pattern) => {
    const negated = pattern.startsWith('!')
    const glob = (negated ? pattern.slice(1) : pattern).replace(/^\.?\/+/, '').replace(/\/+$/, '')
    return { negated, matches: picomatch([glob, `${glob}/**`], { dot: true }) }
  })
  return (path) => rules.reduce((ignored, rule) => (rule.matches(path) ? !rule.negated : ignored), false)
}

function readPatterns(context: string): string[] {
  try {
    const lines = readFileSync(join(context, '.dockerignore'), 'utf8').split(/\r?\n/)
    return lines.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
