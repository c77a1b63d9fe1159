/** A stretch of bytes and what comes in its place. */
export interface Edit {
  start: number
  /** Exclusive. */
  end: number
  text: Buffer
}

/** The bytes with all edits made; these are ascending and do not overlap. */
export function applyEdits(bytes: Buffer, edits: readonly Edit[]): Buffer {
  if (edits.length === 0) return bytes
  const parts: Buffer[] = []
  let at = 0
  for (const { start, end, text } of edits) {
    parts.push(bytes.subarray(at, start), text)
    at = end
  }
  return Buffer.concat([...parts, bytes.subarray(at)])
}

/** Edits in ascending order, those that overlap made one: the text of the one that was given first counts. */
export function united(edits: readonly Edit[]): Edit[] {
  const ranked = edits.map((edit, rank) => ({ edit, rank })).sort((a, b) => a.edit.start - b.edit.start)
  const out: { edit: Edit; rank: number }[] = []
  for (const next of ranked) {
    const last = out.at(-1)
    if (!last || next.edit.start >= last.edit.end) {
      out.push({ edit: { ...next.edit }, rank: next.rank })
      continue
    }
    last.edit.end = Math.max(last.edit.end, next.edit.end)
    if (next.rank < last.rank) [last.edit.text, last.rank] = [next.edit.text, next.rank]
  }
  return out.map(({ edit }) => edit)
}

/** Those of `others` that touch none of `edits`; both ascending, and neither with overlaps. */
export function apartFrom(edits: readonly Edit[], others: readonly Edit[]): Edit[] {
  let at = 0
  return others.filter(({ start, end }) => {
    while (at < edits.length && (edits[at] as Edit).end <= start) at++
    const next = edits[at]
    return next === undefined || next.start >= end
  })
}

export const byStart = (a: Edit, b: Edit): number => a.start - b.start
