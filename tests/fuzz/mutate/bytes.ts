import type { Random } from '../random.js'
import { maxInput } from '../target.js'

const interesting = [0x00, 0x01, 0x7f, 0x80, 0xff, 0x0a, 0x0d, 0x09, 0x20, 0x22, 0x27, 0x5c, 0x25, 0x3d, 0x2f]

type Change = (input: Buffer, random: Random, other: Buffer) => Buffer

const replace = (input: Buffer, start: number, end: number, by: Buffer) =>
  Buffer.concat([input.subarray(0, start), by, input.subarray(end)])

/** A stretch of the input, mostly short. */
function stretch(input: Buffer, random: Random): [start: number, end: number] {
  const start = random.below(input.length + 1)
  const longest = random.oneIn(4) ? input.length : 16
  return [start, Math.min(input.length, start + 1 + random.below(longest + 1))]
}

const changes: readonly Change[] = [
  function flipBit(input, random) {
    const copy = Buffer.from(input)
    const at = random.below(copy.length)
    copy[at] = (copy[at] ?? 0) ^ (1 << random.below(8))
    return copy
  },
  function setByte(input, random) {
    const copy = Buffer.from(input)
    copy[random.below(copy.length)] = random.oneIn(3) ? random.below(256) : random.pick(interesting)
    return copy
  },
  function remove(input, random) {
    const [start, end] = stretch(input, random)
    return replace(input, start, end, Buffer.alloc(0))
  },
  function repeat(input, random) {
    const [start, end] = stretch(input, random)
    const times = random.oneIn(8) ? 1 + random.below(2000) : 1 + random.below(4)
    const piece = input.subarray(start, Math.min(end, start + Math.ceil(maxInput / times)))
    return replace(input, end, end, Buffer.concat(Array<Buffer>(times).fill(piece)))
  },
  function insert(input, random) {
    const at = random.below(input.length + 1)
    const size = 1 + random.below(8)
    return replace(input, at, at, Buffer.from(Array.from({ length: size }, () => random.below(256))))
  },
  function cut(input, random) {
    return input.subarray(0, random.below(input.length + 1))
  },
  function splice(input, random, other) {
    return Buffer.concat([
      input.subarray(0, random.below(input.length + 1)),
      other.subarray(random.below(other.length + 1)),
    ])
  },
  function move(input, random) {
    const [start, end] = stretch(input, random)
    const at = random.below(input.length + 1)
    return replace(input, at, at, input.subarray(start, end))
  },
]

/** One to four changes that know nothing of any format. */
export function mutateBytes(input: Buffer, random: Random, other: Buffer): Buffer {
  let result = input
  for (let left = 1 + random.below(4); left > 0; left--) {
    if (result.length === 0) result = other
    result = random.pick(changes)(result, random, other).subarray(0, maxInput)
  }
  return result
}
