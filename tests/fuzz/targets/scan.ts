import { utf16Of } from '../../../src/lib/utf16.js'
import { createScanner, groupFindings, redactText, secretRules } from '../../../src/secrets/index.js'
import type { SecretFinding } from '../../../src/secrets/index.js'
import { mutateBytes } from '../mutate/bytes.js'
import { mutateText } from '../mutate/text.js'
import { logWords } from '../mutate/words.js'
import { createRandom } from '../random.js'
import { Broken } from '../target.js'
import type { Target } from '../target.js'

const scanner = createScanner()
/** A window of the scanner, less than what an input may fill. */
const padding = Buffer.alloc(256 * 1024 - 80 * 1024, '\n')

const samples = () => secretRules.flatMap((rule) => [...rule.positive(), ...rule.negative()])

/** Texts with secrets in them, packed and escaped in each other: the same is found wherever the chunks end. */
export const scan: Target = {
  name: 'scan',
  weight: 8,
  seeds: () => samples().flatMap((text) => [Buffer.from(text, 'latin1'), Buffer.from(layered(text))]),
  mutate(input, random, other) {
    if (random.oneIn(5)) return mutateBytes(input, random, other)
    const mutated = mutateText(input, random, logWords)
    return random.oneIn(8) ? Buffer.from(layered(mutated.toString('latin1'))) : mutated
  },
  run(input) {
    const whole = found([input])
    const random = createRandom(input.length)
    compare(whole, found(chunksOf(input, () => 1 + random.below(300))), 'in small chunks')
    if (random.oneIn(8)) {
      const later = Buffer.concat([padding, input])
      // What says that it is UTF-16 does so at the beginning of a file alone.
      if (!utf16Of(input)) compare(whole, found(chunksOf(later, () => 64 * 1024)), 'behind other text')
    }
    redactText(scanner, input.toString('latin1').slice(0, 4096))
    return whole.map(({ rule, layers }) => `${rule} ${layers.join('+')}`).join('; ')
  },
}

function found(chunks: readonly Buffer[]): SecretFinding[] {
  const file = scanner.file('x')
  for (const chunk of chunks) file.write(chunk)
  return groupFindings(file.end())
}

function chunksOf(bytes: Buffer, size: () => number): Buffer[] {
  const chunks: Buffer[] = []
  for (let at = 0; at < bytes.length;) {
    const end = at + size()
    chunks.push(bytes.subarray(at, end))
    at = end
  }
  return chunks
}

function compare(whole: readonly SecretFinding[], other: readonly SecretFinding[], where: string): void {
  const [a, b] = [whole, other].map((findings) =>
    findings.map(({ rule, fingerprint }) => `${rule} ${fingerprint}`).sort(),
  )
  if (a?.join() !== b?.join())
    throw new Broken(`${where} the same text has other secrets: ${difference(a, b)}`)
}

const difference = (a: readonly string[] = [], b: readonly string[] = []) =>
  [...a.filter((one) => !b.includes(one)), ...b.filter((one) => !a.includes(one))].join(', ')

const layers: readonly ((text: string) => string)[] = [
  (text) => Buffer.from(text, 'latin1').toString('base64'),
  (text) => encodeURIComponent(text),
  (text) => JSON.stringify({ value: text }),
  (text) => `data:;base64,${Buffer.from(text, 'latin1').toString('base64')}`,
]

/** The text in a layer or two, the same ones every time. */
function layered(text: string): string {
  const first = layers[text.length % layers.length] as (text: string) => string
  const second = layers[(text.length >> 2) % layers.length] as (text: string) => string
  return text.length % 3 === 0 ? second(first(text)) : first(text)
}
