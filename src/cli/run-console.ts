import type { ClientConsole } from '../gather/client/index.js'
import type { GatherProgress } from '../gather/index.js'
import { formatDuration } from '../lib/duration.js'
import { clip, oneLine, printable } from '../lib/printable.js'
import { formatBytes } from '../lib/quantity.js'
import type { Logger } from '../model/logger.js'
import { redactedLines } from '../run/redacted-lines.js'

interface Stream {
  write(text: string): unknown
  columns?: number
}

export interface RunConsoleOptions {
  out: Stream
  /** A terminal for a line that changes; absent: none. */
  live: Stream | undefined
  colour: boolean
  verbose: boolean
  /** Takes secrets out of what is shown. */
  redact: (text: string) => string
}

interface JobState extends GatherProgress {
  since: number
}

const refreshMs = 150
const eraseLine = '\r\x1b[2K'

/**
 * Where a run says what it does. Before a person one line shows how each pod fares, and only --verbose shows their
 * logs; elsewhere every line is printed as it comes, as oc prints it.
 */
export function runConsole({ out, live, colour, verbose, redact }: RunConsoleOptions): ClientConsole & {
  logger: Logger
  close(): void
} {
  const jobs = new Map<string, JobState>()
  let shown = false
  const erase = () => {
    if (live && shown) live.write(eraseLine)
    shown = false
  }
  const draw = () => {
    if (!live || jobs.size === 0) return
    const text = oneLine(statusLine(jobs, performance.now()), (live.columns ?? 80) - 1)
    live.write(eraseLine + (colour ? `\x1b[2m${text}\x1b[22m` : text))
    shown = true
  }
  const timer = live ? setInterval(draw, refreshMs).unref() : undefined
  const stay = (text: string, stream: Stream) => {
    erase()
    stream.write(`${printable(text)}\n`)
  }
  const redacted = redactedLines(redact)
  const ofPods = redactedLines(redact)
  const podLine = (text: string) => {
    const [, head = '', line = text] = /^(\[[^\]]{0,300}\] POD \S{0,40} )(.*)$/s.exec(text) ?? []
    return head + ofPods(head.slice(0, head.indexOf(']')), line)
  }
  const warn = (message: string) => stay(`warning: ${redact(message)}`, process.stderr)
  return {
    line(text, kind) {
      if (kind === 'journal') stay(text, out)
      else if (!live || verbose) stay(podLine(text), out)
    },
    progress(job, { logLine, ...rest }) {
      const progress = logLine === undefined ? rest : { ...rest, logLine: redacted(job, logLine) }
      const before = jobs.get(job)
      const same = before?.phase === progress.phase
      jobs.set(job, { ...(same ? before : { since: performance.now() }), ...progress })
    },
    ended: (job) => void jobs.delete(job),
    logger: {
      debug: verbose ? (text) => stay(redact(text), process.stderr) : () => {},
      info: warn,
      warn,
    },
    close() {
      clearInterval(timer)
      jobs.clear()
      erase()
    },
  }
}

const longestName = 40

/** `acme-gather copy 4.2s 34 MiB 12 MiB/s 120 files · last line`, of the first pod; how many more there are. */
export function statusLine(
  jobs: ReadonlyMap<string, GatherProgress & { since: number }>,
  now: number,
): string {
  const [first] = jobs
  if (!first) return ''
  const [name, { phase, since, bytes, files, volumeBytes, logLine }] = first
  const seconds = (now - since) / 1000
  const rate =
    bytes === undefined || seconds <= 0 ? undefined : `${formatBytes(Math.round(bytes / seconds))}/s`
  const parts = [
    clip(name.split('/').at(-1) ?? name, longestName),
    phase,
    formatDuration(now - since),
    ...(volumeBytes === undefined ? [] : [`${formatBytes(volumeBytes)} written`]),
    ...(bytes === undefined ? [] : [formatBytes(bytes), rate ?? '', `${files ?? 0} files`]),
  ]
  const more = jobs.size === 1 ? '' : `, ${jobs.size - 1} more`
  return `${parts.join(' ')}${more}${logLine === undefined ? '' : ` · ${logLine}`}`
}
