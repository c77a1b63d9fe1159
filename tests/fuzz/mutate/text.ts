import type { Random } from '../random.js'
import { maxInput } from '../target.js'

type Change = (lines: string[], random: Random, words: readonly string[]) => void

const indentOf = (line: string) => /^ */.exec(line)?.[0] ?? ''

const changes: readonly Change[] = [
  function dropLines(lines, random) {
    lines.splice(random.below(lines.length), 1 + random.below(3))
  },
  function repeatLine(lines, random) {
    const at = random.below(lines.length)
    const times = random.oneIn(10) ? 1 + random.below(500) : 1
    lines.splice(at, 0, ...Array<string>(times).fill(lines[at] ?? ''))
  },
  function moveLine(lines, random) {
    const [line = ''] = lines.splice(random.below(lines.length), 1)
    lines.splice(random.below(lines.length + 1), 0, line)
  },
  function indent(lines, random) {
    const at = random.below(lines.length)
    const by = random.pick(['', ' ', '  ', '    ', '\t', ' '.repeat(300)])
    lines[at] = by + (lines[at] ?? '').trimStart()
  },
  function insertWord(lines, random, words) {
    const at = random.below(lines.length)
    const line = lines[at] ?? ''
    const column = random.below(line.length + 1)
    lines[at] = line.slice(0, column) + random.pick(words) + line.slice(column)
  },
  function insertLine(lines, random, words) {
    const at = random.below(lines.length)
    lines.splice(at, 0, indentOf(lines[at] ?? '') + random.pick(words))
  },
  function replaceValue(lines, random, words) {
    const at = random.below(lines.length)
    lines[at] = (lines[at] ?? '').replace(/(?<=[:=-] ).*$/, () => random.pick(words))
  },
  function replaceKey(lines, random, words) {
    const at = random.below(lines.length)
    lines[at] = (lines[at] ?? '').replace(/(?<![\w.-])[\w.-]{1,200}(?=[:=])/, () => random.pick(words))
  },
  function repeatWord(lines, random, words) {
    const at = random.below(lines.length)
    const word = random.pick(words)
    const times = random.oneIn(6) ? 20_000 : random.below(300)
    lines[at] += word.repeat(Math.min(times, Math.ceil(maxInput / 2 / Math.max(1, word.length))))
  },
  function joinLines(lines, random) {
    const at = random.below(lines.length)
    lines.splice(at, 2, `${lines[at] ?? ''}${lines[at + 1] ?? ''}`)
  },
  function cutLine(lines, random) {
    const at = random.below(lines.length)
    lines[at] = (lines[at] ?? '').slice(0, random.below(80))
  },
]

/** One to five changes to the lines of a text, with words that mean something in its format. */
export function mutateText(input: Buffer, random: Random, words: readonly string[]): Buffer {
  const lines = input.toString('latin1').split(random.oneIn(20) ? /\r?\n/ : '\n')
  for (let left = 1 + random.below(5); left > 0; left--) {
    random.pick(changes)(lines, random, words)
    if (lines.length === 0) lines.push(random.pick(words))
  }
  return Buffer.from(lines.join(random.oneIn(20) ? '\r\n' : '\n'), 'latin1').subarray(0, maxInput)
}
