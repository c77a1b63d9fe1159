import { formatDuration } from '../../lib/duration.js'
import { oneLine } from '../../lib/printable.js'
import type { PhaseOutcome, ProgressOptions, RunProgress } from './types.js'

const refreshMs = 100
const eraseLine = '\r\x1b[2K'
const spinner = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']

const marks: Record<PhaseOutcome, string> = {
  passed: '\x1b[32m✔\x1b[39m',
  failed: '\x1b[31m✖\x1b[39m',
  skipped: '\x1b[2m-\x1b[22m',
  interrupted: '\x1b[33m!\x1b[39m',
}

interface RunningPhase {
  startedAt: number
  message: string
}

/**
 * Ended phases as lines that stay; below them one line that changes: the phase that runs, since when, and what it did
 * last. The cursor is never hidden, so that a killed run leaves a terminal as it was.
 */
export function liveProgress({ stream, now }: ProgressOptions): RunProgress {
  const running = new Map<string, RunningPhase>()
  let timer: NodeJS.Timeout | undefined
  let shown = false

  const erase = () => {
    if (shown) stream.write(eraseLine)
    shown = false
  }
  const draw = () => {
    const [name, phase] = [...running].at(-1) ?? []
    if (name === undefined || !phase) return
    stream.write(eraseLine + liveLine(name, phase, now(), (stream.columns ?? 80) - 1))
    shown = true
  }
  const stay = (text: string) => {
    erase()
    stream.write(`${text}\n`)
    draw()
  }
  const stopIfIdle = () => {
    if (running.size > 0) return
    clearInterval(timer)
    timer = undefined
  }

  return {
    phaseStarted(name) {
      running.set(name, { startedAt: now(), message: '' })
      timer ??= setInterval(draw, refreshMs).unref()
      draw()
    },
    phaseProgress(name, message) {
      const phase = running.get(name)
      if (phase) phase.message = oneLine(message, 500)
    },
    phaseEnded(name, outcome, durationMs, reason) {
      running.delete(name)
      stopIfIdle()
      const why = reason === undefined ? '' : `: ${oneLine(reason, 2000)}`
      const word = outcome === 'passed' ? '' : ` ${outcome}`
      stay(`${marks[outcome]} ${oneLine(name)}${word} \x1b[2m${formatDuration(durationMs)}\x1b[22m${why}`)
    },
    note: (message) => stay(oneLine(message, 2000)),
    close() {
      running.clear()
      stopIfIdle()
      erase()
    },
  }
}

/** The one line, no wider than the terminal: a line that wraps could not be erased. */
function liveLine(name: string, phase: RunningPhase, now: number, columns: number): string {
  const elapsed = now - phase.startedAt
  const frame = spinner[Math.floor(elapsed / refreshMs) % spinner.length] ?? ''
  const text = `${frame} ${oneLine(name)} ${formatDuration(elapsed)}${phase.message === '' ? '' : `  ${phase.message}`}`
  return oneLine(text, Math.max(10, columns))
}
