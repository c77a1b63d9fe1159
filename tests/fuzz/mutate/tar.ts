import { gunzipSync, gzipSync } from 'node:zlib'
import type { Random } from '../random.js'
import { maxInput } from '../target.js'
import { mutateBytes } from './bytes.js'

const block = 512

/** One header and what follows it, as bytes: nothing in it need be right. */
export interface Piece {
  header: Buffer
  body: Buffer
}

/** The pieces of an archive, as far as it is one; the rest is the last piece's body. */
export function piecesOf(tar: Buffer): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  while (at + block <= tar.length && tar[at] !== 0) {
    const header = tar.subarray(at, at + block)
    const size = Number.parseInt(field(header, 124, 12), 8)
    const end = at + block + (Number.isFinite(size) && size >= 0 ? size : 0)
    pieces.push({ header: Buffer.from(header), body: tar.subarray(at + block, end) })
    at = end + padding(end)
  }
  return pieces
}

/** The pieces as an archive, checksums made right. */
export function tarOf(pieces: readonly Piece[]): Buffer {
  const parts = pieces.flatMap(({ header, body }) => [
    withChecksum(header),
    body,
    Buffer.alloc(padding(body.length)),
  ])
  return Buffer.concat([...parts, Buffer.alloc(2 * block)])
}

export const nameOf = ({ header }: Piece): string => field(header, 0, 100)

/** A piece with this name, type and body, and a header that is right. */
export function pieceOf(name: string, body: Buffer | string, type = '0'): Piece {
  const bytes = Buffer.from(body as string, 'latin1')
  const header = Buffer.alloc(block)
  header.write(name, 0, 100, 'latin1')
  header.write('0000644\0', 100)
  header.write('0000000\0', 108)
  header.write('0000000\0', 116)
  header.write('15051515151\0', 136)
  header.write(type, 156, 'latin1')
  header.write('ustar\x0000', 257, 'latin1')
  return withSize({ header, body: bytes }, bytes.length)
}

export function withBody(piece: Piece, body: Buffer): Piece {
  return withSize({ header: Buffer.from(piece.header), body }, body.length)
}

function withSize(piece: Piece, size: number): Piece {
  piece.header.write(`${size.toString(8).padStart(11, '0')}\0`, 124, 'latin1')
  return piece
}

function withChecksum(header: Buffer): Buffer {
  const copy = Buffer.from(header)
  copy.fill(0x20, 148, 156)
  const sum = copy.reduce((total, byte) => total + byte, 0)
  copy.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
  return copy
}

const padding = (size: number) => (block - (size % block)) % block

const field = (header: Buffer, start: number, length: number) =>
  header
    .toString('latin1', start, start + length)
    .replace(/\0.*$/s, '')
    .trim()

const types = [
  '0',
  '\0',
  '1',
  '2',
  '3',
  '4',
  '5',
  '6',
  '7',
  'x',
  'g',
  'L',
  'K',
  'S',
  'D',
  'M',
  'N',
  'V',
  'A',
  'I',
  'Z',
]
const names = [
  ...[
    '../x',
    '/etc/x',
    'a\\b',
    'C:/x',
    './',
    '.',
    '',
    'a/../b',
    'a//b',
    './a',
    'a/',
    'x'.repeat(99),
    'x!/y',
    '!/',
  ],
  ...[
    'version',
    'version/x',
    'gathers/default/must-gather',
    'capture.json',
    'a\u0001',
    '\xff\xfe',
    'x.gz',
    'x.tar.gz',
  ],
  ...[
    '-',
    '__proto__',
    'gathers/__proto__/must-gather/version',
    'namespaces',
    'gather-debug.log',
    'must-gather.logs',
  ],
]
const sizes = [
  ...[
    '00000000000',
    '77777777777',
    '00000000001',
    '-0000000001',
    '           ',
    '0000000009z',
    '00000001000',
  ],
  ...[
    '\x80\0\0\0\0\0\0\0\0\0\0\x01',
    '\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff',
    '\x80\0\0\0\x7f\xff\xff\xff\xff\xff\xff',
  ],
]
const paxRecords: readonly [string, string][] = [
  ...names.map((name): [string, string] => ['path', name]),
  ['linkpath', '../../x'],
  ['size', '0'],
  ['size', '99999999999'],
  ['size', '-1'],
  ['size', '1e3'],
  ['GNU.sparse.major', '1'],
  ['GNU.sparse.map', '0,1'],
  ['GNU.sparse.realsize', '1000000000'],
  ['charset', 'BINARY'],
  ['mtime', 'nan'],
  ['path', 'x'.repeat(5000)],
  ['path', 'a\nb'],
  ['', ''],
]

function pax(records: readonly [string, string][], random: Random): Buffer {
  const written = records.map(([key, value]) => {
    const rest = ` ${key}=${value}\n`
    const length = rest.length + String(rest.length + 2).length
    const told = random.oneIn(6) ? random.pick([0, 1, length + 1, length - 1, 99999, -3]) : length
    return `${told}${rest}`
  })
  return Buffer.from(written.join(''), 'latin1')
}

type Change = (pieces: Piece[], at: number, random: Random) => void

const changes: readonly Change[] = [
  function anotherName(pieces, at, random) {
    const { header } = pieces[at] as Piece
    header.fill(0, 0, 100).write(random.pick(names), 0, 100, 'latin1')
  },
  function sameName(pieces, at, random) {
    random.pick(pieces).header.copy((pieces[at] as Piece).header, 0, 0, 100)
  },
  function anotherType(pieces, at, random) {
    ;(pieces[at] as Piece).header.write(random.pick(types), 156, 1, 'latin1')
  },
  function anotherSize(pieces, at, random) {
    ;(pieces[at] as Piece).header.write(random.pick(sizes), 124, 12, 'latin1')
  },
  function link(pieces, at, random) {
    const { header } = pieces[at] as Piece
    header.write(random.pick(['1', '2']), 156, 1, 'latin1')
    const target = random.oneIn(2) ? nameOf(random.pick(pieces)) : random.pick(names)
    header.fill(0, 157, 257).write(target, 157, 100, 'latin1')
  },
  function prefix(pieces, at, random) {
    ;(pieces[at] as Piece).header.write(random.pick(names), 345, 155, 'latin1')
  },
  function extended(pieces, at, random) {
    const records = Array.from({ length: 1 + random.below(3) }, () => random.pick(paxRecords))
    pieces.splice(at, 0, pieceOf('PaxHeader', pax(records, random), random.pick(['x', 'x', 'g', 'X'])))
  },
  function longName(pieces, at, random) {
    const name = random.oneIn(2) ? random.pick(names) : 'y/'.repeat(random.below(3000))
    pieces.splice(at, 0, pieceOf('././@LongLink', `${name}\0`, random.pick(['L', 'K'])))
  },
  function sparse(pieces, at, random) {
    const { header } = pieces[at] as Piece
    header.write('S', 156, 1, 'latin1')
    header[482] = random.below(2)
  },
  function packBody(pieces, at) {
    const piece = pieces[at] as Piece
    pieces[at] = withBody(piece, gzipSync(piece.body))
  },
  function damagePacked(pieces, at, random) {
    const piece = pieces[at] as Piece
    const packed = gzipSync(piece.body)
    pieces[at] = withBody(piece, mutateBytes(packed, random, packed))
  },
  function nest(pieces, at, random) {
    const whole = tarOf(pieces.slice(0, 1 + random.below(pieces.length)))
    if (whole.length > maxInput / 2) return
    pieces[at] = withBody(pieces[at] as Piece, random.oneIn(2) ? gzipSync(whole) : whole)
  },
  function drop(pieces, at) {
    if (pieces.length > 1) pieces.splice(at, 1)
  },
  function double(pieces, at) {
    pieces.splice(at, 0, pieces[at] as Piece)
  },
  function move(pieces, at, random) {
    pieces.splice(random.below(pieces.length), 0, ...pieces.splice(at, 1))
  },
  function headerByte(pieces, at, random) {
    const { header } = pieces[at] as Piece
    header[random.below(block)] = random.below(256)
  },
]

/** Changes to an archive as what it is; then, now and then, to its bytes, or it is packed. */
export function mutateTar(input: Buffer, random: Random, other: Buffer): Buffer {
  const pieces = piecesOf(unpacked(input)).map(({ header, body }) => ({ header: Buffer.from(header), body }))
  if (pieces.length === 0) return mutateBytes(input, random, other)
  for (let left = 1 + random.below(4); left > 0; left--)
    random.pick(changes)(pieces, random.below(pieces.length), random)
  const tar = tarOf(pieces)
  const bytes = random.oneIn(6) ? mutateBytes(tar, random, other) : tar.subarray(0, 4 * maxInput)
  return random.oneIn(4) ? packedMaybeDamaged(bytes, random) : bytes
}

function packedMaybeDamaged(bytes: Buffer, random: Random): Buffer {
  const packed = gzipSync(bytes, { level: 1 })
  return random.oneIn(3) ? mutateBytes(packed, random, packed) : packed
}

/** What is in it, where it is packed; itself where it is not. */
export function unpacked(input: Buffer): Buffer {
  if (input[0] !== 0x1f || input[1] !== 0x8b) return input
  try {
    return gunzipSync(input, { maxOutputLength: 8 * maxInput })
  } catch {
    return input
  }
}
