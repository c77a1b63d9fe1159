import { canonicalJson } from '../lib/digest.js'
import type { ConfigDocument } from './document.js'
import type { ConfigProblem } from './problem.js'
import { selectAll } from './select.js'

const lists = [
  'spec.install.manifests',
  'spec.ready',
  'spec.samples',
  'spec.functests',
  'spec.contract.commandLog.allowFailed',
]

/** Nothing is listed twice, and scripts are commands of the image and not paths that lead somewhere else. */
export function checkIsvNames(document: ConfigDocument): ConfigProblem[] {
  return [...lists.flatMap((pattern) => doubles(document, pattern)), ...scripts(document)]
}

function doubles(document: ConfigDocument, pattern: string): ConfigProblem[] {
  const seen = new Map<string, number>()
  return selectAll(document, `${pattern}.*`).flatMap(({ path, value }, index) => {
    const key = canonicalJson(value)
    const before = seen.get(key)
    if (before === undefined) seen.set(key, index)
    return before === undefined
      ? []
      : [document.problem({ path, message: `is the same as item ${before + 1}` })]
  })
}

function scripts(document: ConfigDocument): ConfigProblem[] {
  return selectAll(document, 'spec.gather.scripts.*').flatMap(({ path, value }) =>
    typeof value !== 'string' || /^(?:\/(?:[\w.-]+\/)*)?[\w-][\w.-]*$/.test(value)
      ? []
      : [
          document.problem({
            path,
            message: `${JSON.stringify(value)} is not valid`,
            expected: 'the name of a command of the image, such as gather_operator, or its absolute path',
          }),
        ],
  )
}
