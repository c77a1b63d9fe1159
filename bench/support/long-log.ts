import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'

/** Lines of one piece, which is written as often as it takes. */
const lines = 20_000

/** A capture of one log of at least so many bytes, with a Secret at its end; gives its folder. */
export async function longLog(dir: string, bytes: number): Promise<string> {
  const folder = join(dir, 'long-log')
  await mkdir(folder)
  const out = createWriteStream(join(folder, 'long.log'))
  const piece = Buffer.from(Array.from({ length: lines }, (_, line) => lineOf(line)).join(''))
  for (let written = 0; written < bytes; written += piece.length)
    if (!out.write(piece)) await once(out, 'drain')
  out.end('kind: Secret\ndata:\n  key: aGlkZGVuIHdvcmRz\n')
  await once(out, 'close')
  return folder
}

const lineOf = (line: number) =>
  `2026-11-22T05:44:10.${line % 1000}Z controller.go:${100 + (line % 900)}] reconciled shop/item-${(line * 7919) % 100_003} in ${line % 97}ms\n`
