import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { layOut } from '../../support/fixture-captures.js'
import { planted } from '../../unit/verify/planted-secrets.js'
import type { Piece } from '../mutate/tar.js'
import { pieceOf, tarOf } from '../mutate/tar.js'

/** The base capture of the fixtures, as members of an archive; the repetitions of its gather only where asked for. */
export function basePieces(repeats: boolean): Piece[] {
  const dir = mkdtempSync(join(tmpdir(), 'mgt-fuzz-seed-'))
  try {
    const { capture } = layOut(dir)
    return readdirSync(capture, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .filter((path) => repeats || !/gathers\/(?:again|since)/.test(path))
      .map((path) => pieceOf(relative(capture, path).slice(0, 100), readFileSync(path)))
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

const gathered = 'gathers/default/must-gather/'
const image = `quay-io-acme-must-gather-sha256-${'0123456789abcdef'.repeat(4)}/`

const startingWith = (start: string, pieces: readonly Piece[], as: string): Piece[] =>
  pieces.flatMap((piece) => {
    const name = piece.header.toString('latin1', 0, 100).replace(/\0.*$/s, '')
    if (!name.startsWith(start)) return []
    const header = Buffer.from(piece.header)
    header.fill(0, 0, 100).write(`${as}${name.slice(start.length)}`, 0, 100, 'latin1')
    return [{ header, body: piece.body }]
  })

/** One archive of each layout, one with the repetitions, and one that holds secrets in many places. */
export function seedArchives(): Buffer[] {
  const base = basePieces(false)
  const files = startingWith(gathered, base, '')
  return [
    tarOf(base),
    tarOf(basePieces(true)),
    tarOf(files),
    tarOf([pieceOf('must-gather.logs', 'gathering\n'), ...startingWith('', files, image)]),
    tarOf(planted.map(([, path, content]) => pieceOf(path, Buffer.from(content as string)))),
  ]
}
