import { parseLogfmt } from '../lib/logfmt.js'
import type { CommandLogFact, LoggedCommand } from '../model/facts.js'

/**
 * Reads a command log: logfmt, one line for each command, or today's free text, whose commands have no status.
 * Lines of parallel scripts may be interleaved; a line that was cut off, or that two writers share, is a stray.
 */
export function readCommandLog(path: string, text: string, quote: (text: string) => string): CommandLogFact {
  const lines = text.split('\n').map((line) => line.replace(/\r$/, ''))
  const unfinished = !text.endsWith('\n')
  const read = lines.map((line, index) => ({
    line: index + 1,
    text: line,
    command: readEntry(line, index + 1, quote),
    last: unfinished && index === lines.length - 1,
  }))
  const filled = read.filter(({ text }) => text.trim() !== '')
  if (filled.length === 0) return { path, format: 'empty', commands: [], strays: [] }
  if (!filled.some(({ command, text }) => command || looksLikeEntry(text))) {
    return { path, format: 'free-text', commands: [], strays: filled.map((line) => stray(line, quote)) }
  }
  return {
    path,
    format: 'logfmt',
    commands: filled.flatMap(({ command, last }) =>
      command && !(last && command.exitCode === undefined) ? [command] : [],
    ),
    strays: filled
      .filter(({ command, text, last }) =>
        command ? last && command.exitCode === undefined : last || looksLikeEntry(text),
      )
      .map((line) => stray(line, quote)),
  }
}

/** A line that was meant as an entry, as against a remark of the script. */
const looksLikeEntry = (text: string) => /^\s*ts=|(?:^|\s)cmd=/.test(text)

const stray = (
  { line, text, last }: { line: number; text: string; last: boolean },
  quote: (text: string) => string,
) => ({
  line,
  text: quote(text),
  cutOff: last,
})

function readEntry(text: string, line: number, quote: (text: string) => string): LoggedCommand | undefined {
  const pairs = parseLogfmt(text)
  const command = pairs?.get('cmd')
  if (!pairs || command === undefined) return undefined
  const rc = pairs.get('rc')
  const optional = {
    error: pairs.get('err') && quote(pairs.get('err') ?? ''),
    script: pairs.get('script'),
    output: pairs.get('out') || undefined,
  }
  return {
    line,
    command: quote(command),
    ...(rc !== undefined && /^\d{1,3}$/.test(rc) ? { exitCode: Number(rc) } : {}),
    ...(Object.fromEntries(
      Object.entries(optional).filter(([, value]) => value !== undefined),
    ) as Partial<LoggedCommand>),
  }
}
