import { ExpectedError } from '../../model/errors.js'
import { ByteSource } from './byte-source.js'
import type { DataError } from './byte-source.js'
import { fileBytes } from './file-bytes.js'
import { gunzip } from './gunzip.js'
import { packing, sniffSize, unsupportedPacking } from './sniff.js'
import type { CaptureSource } from './types.js'

/** How the archive at `path` is packed, by its content. Throws where it is none; `shown` is the path for messages. */
export async function archiveFormat(
  shown: string,
  path: string,
): Promise<Exclude<CaptureSource['format'], 'folder'>> {
  const { head, damage } = await firstBytes(fileBytes(path))
  if (damage?.kind === 'unreadable') throw unreadable(shown, damage.message)
  const outer = packing(head)
  if (outer === 'tar' || isEmptyTar(head)) return 'tar'
  if (outer === undefined) throw unsupported(shown, head)
  const inner = await firstBytes(gunzip(fileBytes(path)))
  if (packing(inner.head) === 'tar' || isEmptyTar(inner.head)) return 'tar.gz'
  if (inner.head.length < sniffSize && inner.damage) throw unreadable(shown, inner.damage.message)
  throw unsupported(shown, inner.head, 'a packed file that is no archive')
}

async function firstBytes(
  chunks: AsyncIterable<Buffer>,
): Promise<{ head: Buffer; damage: DataError | undefined }> {
  const source = new ByteSource(chunks)
  try {
    return { head: await source.peek(sniffSize), damage: source.damage }
  } finally {
    await source.close()
  }
}

function isEmptyTar(head: Buffer): boolean {
  return head.length === sniffSize && head.every((byte) => byte === 0)
}

/** Why `path` leads to nothing that can be read. */
export function notFound(path: string, cause: NodeJS.ErrnoException): ExpectedError {
  if (cause.code !== 'ENOENT' && cause.code !== 'ENOTDIR') return unreadable(path, cause.message, cause)
  return new ExpectedError({
    code: 'capture.not-found',
    message: `no capture at ${path}: there is no such file or folder`,
    next: 'Name a must-gather folder, a .tar or a .tar.gz.',
    exitCode: 2,
    cause,
  })
}

function unreadable(path: string, reason: string, cause?: unknown): ExpectedError {
  return new ExpectedError({
    code: 'capture.unreadable',
    message: `the capture ${path} cannot be read: ${reason}`,
    next: 'Check that the file is whole and that you may read it, or copy it again.',
    exitCode: 2,
    cause,
  })
}

function unsupported(
  path: string,
  head: Buffer,
  otherwise = 'neither a folder nor an archive',
): ExpectedError {
  const known = unsupportedPacking(head)
  return new ExpectedError({
    code: 'capture.unsupported',
    message: `${path} is ${known ? `a ${known.name}` : otherwise}; a capture is a folder, a .tar or a .tar.gz`,
    next: known
      ? `Unpack it (${known.unpack}) and name what comes out.`
      : 'Name the must-gather folder or its archive.',
    exitCode: 2,
  })
}
