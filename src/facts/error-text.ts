/**
 * Messages of a client, a shell or the API where they stand alone at the start of a line. In a field of an object they
 * are indented or quoted, and so are not meant.
 */
const messages = [
  'Error from server',
  "error: the server doesn't have a resource type",
  'error: You must be logged in to the server',
  'error: unable to ',
  'error: no configuration has been provided',
  'error: no matching resources found',
  'error: no context exists',
  'error: unknown (?:flag|command|shorthand flag)',
  'error: a container name must be specified',
  'error: expected ',
  'error: timed out waiting for',
  'error: resource mapping not found',
  'error: Missing or incomplete configuration info',
  'error: the path ',
  'Unable to connect to the server',
  'The connection to the server .{1,300} was refused',
  'Unable to use a TTY',
  'unable to retrieve container logs for ',
  'Error: unknown (?:flag|command|shorthand flag)',
  '[EW]\\d{4} \\d\\d:\\d\\d:\\d\\d\\.\\d+ +\\d+ \\S{1,80}\\.go:\\d+\\]',
  '(?:/\\S{1,300}|(?:ba)?sh): (?:line \\d+: )?.{1,300}: (?:command not found|No such file or directory|Permission denied)\\s*$',
  '(?:/\\S{1,300}|sh|dash|ash): (?:line )?\\d+: .{1,300}: not found\\s*$',
  'Traceback \\(most recent call last\\):',
]
const expression = new RegExp(`^(?:${messages.join('|')})`)
const firstLetters = /^[EeUTWu/abds]/

export interface ErrorLine {
  line: number
  text: string
}

/** How much of a line is looked at. */
const longest = 2048
/** How many lines of one file are remembered. */
const most = 200

/** Finds error messages at the starts of lines in text that comes in chunks. */
export class ErrorTextFinder {
  readonly found: ErrorLine[] = []
  #line = 1
  #tail = ''

  constructor(private readonly quote: (text: string) => string) {}

  write(chunk: Buffer): void {
    const text = this.#tail + chunk.toString('latin1')
    let start = 0
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', start)) {
      this.#judge(text.slice(start, Math.min(end, start + longest)))
      start = end + 1
      this.#line++
    }
    this.#tail = text.slice(start, start + longest)
  }

  end(): ErrorLine[] {
    this.#judge(this.#tail)
    return this.found
  }

  #judge(line: string): void {
    if (this.found.length === most || !firstLetters.test(line) || !expression.test(line)) return
    this.found.push({ line: this.#line, text: this.quote(Buffer.from(line, 'latin1').toString('utf8')) })
  }
}
