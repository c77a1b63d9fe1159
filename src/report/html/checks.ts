import type { CheckResult, Finding } from '../../model/report.js'
import { clip } from '../../lib/printable.js'
import { checkSummary } from '../cases.js'
import { findingRows } from '../finding-text.js'
import type { Section, SectionName } from '../sections.js'
import { html } from './html.js'
import type { Html } from './html.js'

const shownFindings = 50

/** Sections that decide the verdict stand open as cards; the others are folded lists. */
const layouts: Record<SectionName, { open: boolean; tone: string }> = {
  failed: { open: true, tone: 'fail' },
  error: { open: true, tone: 'fail' },
  notEvaluated: { open: true, tone: 'warn' },
  recommended: { open: true, tone: 'warn' },
  waived: { open: false, tone: 'warn' },
  passed: { open: false, tone: 'pass' },
  skipped: { open: false, tone: '' },
}

export function sectionPart({ name, title, checks }: Section): Html {
  const { open, tone } = layouts[name]
  if (!open) {
    return html`<details>
      <summary>${title} (${checks.length})</summary>
      <ul>
        ${checks.map((check) => html`<li data-check>${checkBody(check, tone)}</li>`)}
      </ul>
    </details>`
  }
  const cards = checks.map(
    (check) => html`<article class="card check ${tone}" data-check>${checkBody(check, tone)}</article>`,
  )
  return html`<section aria-labelledby="section-${name}">
    <h2 id="section-${name}">${title} (${checks.length})</h2>
    ${cards}
  </section>`
}

function checkBody(check: CheckResult, tone: string): Html {
  const shown = check.findings.slice(0, shownFindings)
  const more = check.findings.length - shown.length
  return html`<h3>
      <code>${check.id}</code> <span>${check.title}</span>
      <span class="badge ${tone}">${outcomeWord(check)}</span>
      <span class="dim">${check.group}, ${check.level}</span>
    </h3>
    ${check.findings.length === 0 ? html`<p>${clip(summary(check), 4000)}</p>` : undefined}
    ${contractPart(check)} ${shown.map(findingPart)}
    ${more > 0 ? html`<p class="dim">and ${more} more findings in report.json</p>` : undefined}`
}

const outcomeWord = (check: CheckResult): string => check.skip ?? check.outcome

/** The reason of an error is shown whole: it is what a maintainer of the harness needs. */
const summary = (check: CheckResult): string =>
  check.outcome === 'error' ? (check.reason ?? 'no reason given') : checkSummary(check)

function contractPart({ contract }: CheckResult): Html {
  const web = /^https?:\/\//i.test(contract.link)
  const link = web
    ? html`<a href="${contract.link}" rel="noreferrer noopener">Contract</a>`
    : html`Contract, <code>${contract.link}</code>`
  return html`<p class="contract">${link}: ${contract.sentence}</p>`
}

function findingPart(finding: Finding): Html {
  return html`<div class="finding">
    <p>${clip(finding.message, 2000)}</p>
    <dl>
      ${findingRows(finding).map(
        ([label, text]) =>
          html`<dt>${label}</dt>
            <dd>${valuePart(label, text)}</dd>`,
      )}
      <dt>fingerprint</dt>
      <dd><code>${finding.fingerprint}</code></dd>
    </dl>
  </div>`
}

const valuePart = (label: string, text: string): Html =>
  label === 'want' || label === 'got' || label === 'where' ? html`<pre>${text}</pre>` : html`${text}`
