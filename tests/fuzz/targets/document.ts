import { load } from 'js-yaml'
import { elideObject, findUnelided } from '../../../src/elide/index.js'
import { readContent } from '../../../src/facts/content.js'
import type { KubeObject } from '../../../src/model/kubernetes.js'
import { createScanner } from '../../../src/secrets/index.js'
import { planted } from '../../unit/verify/planted-secrets.js'
import { mutateBytes } from '../mutate/bytes.js'
import { mutateText } from '../mutate/text.js'
import { jsonWords, yamlWords } from '../mutate/words.js'
import { Broken } from '../target.js'
import type { Target } from '../target.js'
import { basePieces } from './seed-captures.js'
import { nameOf } from '../mutate/tar.js'

const scanner = createScanner()

const seeds = () => [
  ...planted
    .filter(([, path]) => /\.(?:ya?ml|json)$/.test(path))
    .map(([, , text]) => Buffer.from(text as string)),
  ...basePieces(false)
    .filter((piece) => /\.(?:ya?ml|json)$/.test(nameOf(piece)))
    .map(({ body }) => body),
]

/** YAML and JSON: held against what elision looks like, parsed for the objects in it, and elided. */
export const document: Target = {
  name: 'document',
  weight: 8,
  seeds,
  mutate(input, random, other) {
    if (random.oneIn(5)) return mutateBytes(input, random, other)
    return mutateText(input, random, random.oneIn(3) ? jsonWords : yamlWords)
  },
  run(input) {
    const text = input.toString('utf8')
    const proven = tolerant(() => {
      const { findings, unreadable } = scanner.document('x.yaml', text)
      return `${findings.length > 0} ${unreadable?.reason ?? ''}`
    })
    const contents = (['yaml', 'json', 'objects'] as const).map((format) => {
      const content = readContent('x', text, format)
      return 'problem' in content
        ? content.problem
        : content.objects.map(({ kind }) => kind.slice(0, 20)).join()
    })
    return [proven, ...contents, tolerant(() => elided(text))].join('; ')
  },
}

/** What is nested too deeply is said to be that by who calls. */
function tolerant(act: () => string): string {
  try {
    return act()
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return 'too deep'
  }
}

function elided(text: string): string {
  let object: unknown
  try {
    object = load(text, { json: true })
  } catch {
    return 'no object'
  }
  if (typeof object !== 'object' || object === null) return 'no object'
  const left = findUnelided(elideObject(object as KubeObject))
  if (left.length > 0) throw new Broken(`what was elided is not elided: ${left[0]?.path.join('.') ?? ''}`)
  return 'elided'
}
