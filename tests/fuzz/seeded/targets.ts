/** Readers with a bug each, of the kinds that are looked for, and one without: the fuzzer is held against them. */
import { mutateTar, nameOf, piecesOf, pieceOf, tarOf } from '../mutate/tar.js'
import { mutateText } from '../mutate/text.js'
import { logWords } from '../mutate/words.js'
import type { Target } from '../target.js'

const log = Buffer.from(
  'ts=2026-11-20T10:00:00Z cmd="oc get pods" rc=0 duration=1.2s out=pods.yaml\n'.repeat(3),
)

const ofLogs = (name: string, run: (input: Buffer) => string): Target => ({
  name,
  weight: 1,
  seeds: () => [log],
  mutate: (input, random) => mutateText(input, random, logWords),
  run,
})

const valuesOf = (line: string, key: string) =>
  line.split(' ').flatMap((pair) => (pair.startsWith(`${key}=`) ? [pair.slice(key.length + 1)] : []))

/** Reads the exit code of a line; one that is given twice, the second time as no number, is what it did not think of. */
function crash(input: Buffer): string {
  const codes = input
    .toString('latin1')
    .split('\n')
    .map((line) => valuesOf(line, 'rc'))
  for (const [first, second] of codes) {
    if (first === undefined || second === undefined) continue
    // The bug: a code beyond 255 indexes into nothing.
    if (Number.isNaN(Number(second))) (undefined as unknown as string[]).push(first)
  }
  return codes.map((one) => one.length).join()
}

/** Looks for the end of a quoted text; one escape too many, and it looks for ever. */
function hang(input: Buffer): string {
  const text = input.toString('latin1')
  let at = text.indexOf('"')
  let quotes = 0
  while (at >= 0) {
    const end = text.indexOf('"', at + 1)
    quotes++
    // The bug: an escaped quote leads back to where it began.
    at = end > 0 && text[end - 1] === '\\' ? at : end
  }
  return String(quotes)
}

const kept: string[][] = []

/** Remembers each line that it has seen, and forgets none. */
function growth(input: Buffer): string {
  kept.push(Array.from({ length: 4000 }, (_, index) => `${index} ${input.length}`))
  return 'read'
}

const sound = (input: Buffer) => String(valuesOf(input.toString('latin1'), 'rc').length > 1)

/** Follows links by name: two that name each other are followed until the stack ends. */
const linkCycle: Target = {
  name: 'link-cycle',
  weight: 1,
  seeds: () => [tarOf(['a', 'b', 'c'].map((name) => pieceOf(name, 'text')))],
  mutate: mutateTar,
  run(input) {
    const links = new Map(
      piecesOf(input)
        .filter(({ header }) => header[156] === 0x31)
        .map((piece) => [nameOf(piece), piece.header.toString('latin1', 157, 257).replace(/\0.*$/s, '')]),
    )
    const follow = (name: string): string => {
      const next = links.get(name)
      return next === undefined ? name : follow(next)
    }
    return String([...links.keys()].map(follow).length)
  },
}

export const targets: readonly Target[] = [
  ofLogs('crash', crash),
  ofLogs('hang', hang),
  ofLogs('growth', growth),
  linkCycle,
  ofLogs('sound', sound),
]
