/** A piece of the bytes as text, one character for each. */
export interface TextWindow {
  /** Makes the text reach from `lookBehind` before `at` to at least `span` after it. */
  moveTo(at: number, span: number): void
  /** Offset in the bytes of the text's first character. */
  readonly start: number
  readonly text: string
}

/** How far a rule may look back from its keyword. */
export const lookBehind = 256
/** Where keywords stand close together, one piece of text serves many of them. */
const denseWindow = 16 * 1024

export function createTextWindow(bytes: Buffer): TextWindow {
  let end = 0
  const window = {
    start: 0,
    text: '',
    moveTo(at: number, span: number) {
      const from = Math.max(0, at - lookBehind)
      const to = Math.min(bytes.length, at + span)
      if (from >= window.start && to <= end) return
      const isNear = from < end
      window.start = from
      end = isNear ? Math.min(bytes.length, Math.max(to, from + denseWindow)) : to
      window.text = bytes.toString('latin1', from, end)
    },
  }
  return window
}
