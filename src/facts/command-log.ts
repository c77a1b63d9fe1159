import { parseLogfmt } from '../lib/logfmt.js'
import type { CommandLogFact, LoggedCommand } from '../model/facts.js'

export interface CommandLogOptions {
  quote: (text: string, longest?: number) => string
  /** The paths that the gather wrote. */
  written: ReadonlySet<string>
}

interface Line {
  line: number
  text: string
  command?: LoggedCommand
  /** The last line has no end: the writer was stopped, or does not end its lines. */
  unfinished: boolean
}

/** Long enough for the globs of contract.commandLog.allowFailed. */
const longestCommand = 1500

/**
 * Reads a command log: logfmt, one line for each command, or today's free text, whose commands have no status.
 * Lines of parallel scripts may be interleaved; a line that was cut off, or that two writers share, is a stray.
 */
export function readCommandLog(path: string, text: string, options: CommandLogOptions): CommandLogFact {
  const filled = linesOf(text, options).filter(({ text }) => text.trim() !== '')
  if (filled.length === 0) return { path, format: 'empty', commands: [], strays: [] }
  const isLogfmt = filled.some(({ command, text }) => command ?? looksLikeEntry(text))
  const isWhole = (line: Line) => line.command !== undefined && !isCutOff(line, options.written)
  const isStray = (line: Line) =>
    !isLogfmt || (!isWhole(line) && (line.unfinished || looksLikeEntry(line.text)))
  return {
    path,
    format: isLogfmt ? 'logfmt' : 'free-text',
    commands: filled.flatMap((line) => (line.command && isWhole(line) ? [line.command] : [])),
    strays: filled.filter(isStray).map(({ line, text, unfinished }) => ({
      line,
      text: options.quote(text),
      cutOff: unfinished,
    })),
  }
}

function linesOf(text: string, options: CommandLogOptions): Line[] {
  const lines = text.split('\n')
  return lines.map((raw, index) => {
    const line = raw.replace(/\r$/, '')
    const command = readEntry(line, index + 1, options)
    return {
      line: index + 1,
      text: line,
      ...(command ? { command } : {}),
      unfinished: index === lines.length - 1,
    }
  })
}

/** An entry without an end of its line is whole where it says all that it must, and the file that it names is there. */
function isCutOff({ unfinished, command, text }: Line, written: ReadonlySet<string>): boolean {
  if (!unfinished || !command) return false
  return (
    command.exitCode === undefined ||
    text.endsWith(' out=') ||
    (command.output !== undefined && !written.has(cleanOutput(command.output)))
  )
}

const cleanOutput = (output: string) => output.replace(/^\.\//, '').replace(/\/$/, '')

/** A line that was meant as an entry, as against a remark of the script. */
const looksLikeEntry = (text: string) => /^\s*ts=|(?:^|\s)cmd=/.test(text)

function readEntry(text: string, line: number, { quote }: CommandLogOptions): LoggedCommand | undefined {
  const pairs = parseLogfmt(text)
  const command = pairs?.get('cmd')
  if (!pairs || !command) return undefined
  const rc = pairs.get('rc')
  const error = pairs.get('err')
  const script = pairs.get('script')
  const output = pairs.get('out')
  return {
    line,
    command: quote(command, longestCommand),
    ...(rc !== undefined && /^\d{1,3}$/.test(rc) ? { exitCode: Number(rc) } : {}),
    ...(error ? { error: quote(error) } : {}),
    ...(script ? { script: quote(script) } : {}),
    ...(output ? { output } : {}),
  }
}
