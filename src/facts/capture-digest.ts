import { createHash } from 'node:crypto'
import type { CaptureEntry, CaptureProblem } from '../capture/index.js'
import type { FileFact } from '../model/facts.js'

/** One digest over the names, types and bytes of a capture, whatever order they come in. */
export class CaptureDigest {
  readonly #lines: string[] = []

  add(path: string, entry: CaptureEntry, file: FileFact | undefined): void {
    // Archives name folders or leave them out, and mean the same.
    if (entry.type === 'directory') return
    this.#lines.push(
      file
        ? `file\0${path}\0${file.size}\0${file.sha256 ?? ''}`
        : `${entry.type}\0${path}\0${entry.linkTarget ?? ''}`,
    )
  }

  /** What is hostile is not read, but it makes another capture. */
  addProblems(problems: readonly CaptureProblem[]): void {
    for (const { kind, path = '' } of problems) this.#lines.push(`problem\0${path}\0${kind}`)
  }

  end(): string {
    return `sha256:${createHash('sha256').update(this.#lines.sort().join('\n')).digest('hex')}`
  }
}
