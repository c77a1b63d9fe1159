import type { ExpectedFact } from '../model/facts.js'
import type { DocumentFormat } from './content.js'

const formats: Record<string, DocumentFormat> = { yaml: 'yaml', json: 'json' }

/** Which files are parsed, and as what: those whose content the expected list describes. */
export function formatsOf(plan: ExpectedFact | undefined): (path: string) => DocumentFormat | undefined {
  const described = (plan?.entries ?? []).flatMap(({ entry, globs }) => {
    const format = Array.isArray(entry.content) ? 'objects' : formats[entry.content ?? '']
    return format === undefined ? [] : [{ format, globs }]
  })
  return (path) => described.find(({ globs }) => globs.some(({ matches }) => matches(path)))?.format
}
