import { buffer } from 'node:stream/consumers'
import { Spool } from '../capture/read/spool.js'
import type { FileFacts } from '../facts/file-analysis.js'
import { FileAnalysis } from '../facts/file-analysis.js'
import { utf16Of } from '../lib/utf16.js'
import type { Outcome, RedactContext } from './context.js'
import { redactDocument } from './redact-document.js'
import { redactStream } from './redact-stream.js'
import { asUtf8, toUtf16 } from './utf16.js'

/** Larger files are searched, but not parsed. */
const parsedBytes = 64 * 1024 * 1024

/** What the scan says of bytes that pass by. */
export class Judged {
  readonly #analysis: FileAnalysis

  constructor(path: string, { analyst }: RedactContext) {
    this.#analysis = new FileAnalysis({ path }, analyst)
  }

  write(bytes: Buffer): void {
    this.#analysis.write(bytes)
  }

  end(truncated: boolean): FileFacts {
    return this.#analysis.end(truncated)
  }
}

/** A file that is not packed, as the copy is to have it; `original` is disposed of where it is not that. */
export async function redactFile(
  path: string,
  original: Spool,
  facts: FileFacts,
  context: RedactContext,
): Promise<Outcome> {
  if (facts.unproven !== undefined) return leaveOut(original, facts.unproven)
  if (facts.secrets.length === 0) return { content: original, changed: false }
  const content = new Spool()
  try {
    const markers = await rewrite(original, content, facts, context)
    const reason =
      markers === undefined ? 'it has a line that is too long' : await stillFound(path, content, context)
    if (reason !== undefined) return await leaveOut(content, `it holds a secret, and ${reason}`)
    context.log.changed(path, facts.secrets)
    return { content, changed: true }
  } catch (error) {
    await content.dispose()
    throw error
  } finally {
    await original.dispose()
  }
}

async function rewrite(
  original: Spool,
  into: Spool,
  { secrets }: FileFacts,
  { redactor, signal }: RedactContext,
): Promise<number | undefined> {
  const encoding = utf16Of(await original.head(2))
  const plain = original.read(signal)
  const text = encoding ? asUtf8(plain, encoding) : plain
  const raw = async (bytes: Buffer) => into.write(bytes)
  const sink = encoding ? toUtf16(raw, encoding) : raw
  const isStructural = secrets.some(({ check }) => check === 'MG-SEC-001') && original.size <= parsedBytes
  if (!isStructural) return redactStream(text, redactor, sink)
  const { bytes } = redactDocument(await buffer(text), redactor.known)
  return redactStream([bytes], redactor, sink)
}

/** Why the new content is not clean, by its own scan. */
async function stillFound(path: string, content: Spool, context: RedactContext): Promise<string | undefined> {
  const judged = new Judged(path, context)
  for await (const bytes of content.read(context.signal)) judged.write(bytes)
  const { secrets, unproven } = judged.end(false)
  return secrets.length > 0 ? 'it could not be taken out' : unproven
}

async function leaveOut(content: Spool, leftOut: string): Promise<Outcome> {
  await content.dispose()
  return { leftOut }
}
