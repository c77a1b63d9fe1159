import { stripVTControlCharacters } from 'node:util'
import type { Report } from '../../model/report.js'
import { formatDuration } from '../../lib/duration.js'
import { html } from './html.js'
import type { Html } from './html.js'

const tones: Record<string, string> = { passed: 'pass', 'not-run': 'warn' }

/** The ISV's own tests with what they printed; those that did not pass stand open. */
export function functestsPart({ functests }: Report): Html | undefined {
  if (functests.length === 0) return undefined
  const passed = functests.filter(({ outcome }) => outcome === 'passed').length
  const parts = functests.map(functestPart)
  return html`<section aria-labelledby="functests">
    <h2 id="functests">Functests (${passed} of ${functests.length} passed)</h2>
    ${parts}
  </section>`
}

function functestPart(functest: Report['functests'][number]): Html {
  const { name, outcome, exitCode, durationMs, output } = functest
  const code = exitCode === undefined ? '' : `, exit code ${exitCode}`
  const printed = stripVTControlCharacters(output).trimEnd()
  const summary = html`<summary>
    <span class="badge ${tones[outcome] ?? 'fail'}">${outcome}</span> ${name}
    <span class="dim">${formatDuration(durationMs)}${code}</span>
  </summary>`
  const body = printed === '' ? html`<p class="dim">It printed nothing.</p>` : html`<pre>${printed}</pre>`
  return outcome === 'passed'
    ? html`<details>${summary}${body}</details>`
    : html`<details open>${summary}${body}</details>`
}
