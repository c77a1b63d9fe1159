import type { PhaseRecord } from '../../model/capture-record.js'
import type { Report } from '../../model/report.js'
import { formatDuration } from '../../lib/duration.js'
import { html } from './html.js'
import type { Html } from './html.js'

const width = 200

interface Span {
  start: number
  length: number
}

/** The phases as a table, each with its bar on the time line of the run; the bar says nothing that the row does not. */
export function phasesPart({ phases }: Report): Html | undefined {
  if (phases.length === 0) return undefined
  const spans = spansOf(phases)
  const rows = phases.map((phase, index) => phaseRow(phase, spans[index] ?? { start: 0, length: 0 }))
  return html`<section aria-labelledby="phases">
    <h2 id="phases">Phases</h2>
    <div class="card scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">Phase</th>
            <th scope="col">Outcome</th>
            <th scope="col" class="number">Duration</th>
            <th scope="col" class="bar"><span aria-hidden="true">Time line</span></th>
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>
  </section>`
}

function phaseRow(phase: PhaseRecord, span: Span): Html {
  const { name, outcome, durationMs, reason, error } = phase
  const why = error
    ? html`<br />${error.message}<br /><strong>Next:</strong> ${error.next} <code>${error.code}</code>`
    : reason === undefined
      ? undefined
      : html`<br /><span class="dim">${reason}</span>`
  return html`<tr>
    <th scope="row">${name}</th>
    <td>${outcome}${why}</td>
    <td class="number">${durationMs === undefined ? '' : formatDuration(durationMs)}</td>
    <td class="bar">
      <svg viewBox="0 0 ${width} 10" preserveAspectRatio="none" aria-hidden="true">
        <rect class="rail" width="${width}" height="10" rx="2"></rect>
        <rect
          class="${outcome}"
          x="${span.start.toFixed(1)}"
          width="${span.length.toFixed(1)}"
          height="10"
          rx="2"
        ></rect>
      </svg>
    </td>
  </tr>`
}

/** Where each bar starts and how long it is; a phase without a start follows the one before. */
function spansOf(phases: readonly PhaseRecord[]): Span[] {
  const first = Math.min(...phases.map((phase) => Date.parse(phase.startedAt ?? '')).filter(Number.isFinite))
  let end = 0
  const spans = phases.map((phase) => {
    const at = Date.parse(phase.startedAt ?? '') - first
    const start = Number.isFinite(at) ? at : end
    const length = phase.durationMs ?? 0
    end = start + length
    return { start, length }
  })
  const scale = width / Math.max(1, ...spans.map(({ start, length }) => start + length))
  return spans.map(({ start, length }) => ({
    start: Math.min(start * scale, width - 1),
    length: length === 0 ? 0 : Math.max(1, length * scale),
  }))
}
