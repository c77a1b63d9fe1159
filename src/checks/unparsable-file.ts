import { contract } from './contract.js'
import { counted, defineCheck, notApplicable } from './define-check.js'
import { placeIn } from './gathers.js'

export const unparsableFile = defineCheck({
  id: 'MG-FIL-005',
  title: 'file does not parse',
  group: 'must-gather',
  contract: contract.readable,
  reads: ['gathers', 'expected'],
  fix: 'Let the file hold only what its name says: send messages to a log (2>>), and write one format per file.',
  evaluate({ gathers, expected: { entries } }) {
    const looked = gathers.reduce((sum, { contents }) => sum + contents.size, 0)
    if (looked === 0) return notApplicable('the list expects YAML or JSON of no gathered file')
    const isJson = (path: string) =>
      path.endsWith('.json') ||
      entries.some(
        ({ entry, globs }) => entry.content === 'json' && globs.some(({ matches }) => matches(path)),
      )
    return {
      looked: counted(looked, 'file'),
      findings: gathers.flatMap((gather) =>
        [...gather.contents].flatMap(([path, fact]) => {
          // An error message or a cut is the cause there, and another check says so.
          if (
            !('problem' in fact) ||
            fact.truncated ||
            gather.errorTexts.some((error) => error.path === path)
          )
            return []
          return [
            {
              message: `${path} does not parse`,
              want: isJson(path) ? 'JSON' : 'YAML',
              got: fact.problem,
              at: placeIn(gather, path, fact.line),
              subject: path,
            },
          ]
        }),
      ),
    }
  },
})
