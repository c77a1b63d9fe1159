import type { Report } from '../../model/report.js'
import { formatDuration } from '../../lib/duration.js'
import { formatBytes } from '../../lib/quantity.js'
import { clusterText, countsText, groupCounts, subjectName } from '../headline.js'
import { html } from './html.js'
import type { Html } from './html.js'

const tones: Record<Report['verdict'], string> = {
  pass: 'pass',
  fail: 'fail',
  incomplete: 'warn',
  error: 'fail',
}

/** The verdict, and what it was given for. */
export function headerPart(report: Report): Html {
  return html`<header>
    <h1>
      <span class="badge ${tones[report.verdict]}">${report.verdict}</span> must-gather of
      ${subjectName(report)}
    </h1>
    <p class="lead">${countsText(report)}; exit code ${report.exitCode}</p>
    ${certifiablePart(report)} ${partialPart(report)}
    <div class="card">
      <dl>
        ${subjectRows(report).map(
          ([name, value]) =>
            html`<dt>${name}</dt>
              <dd>${value}</dd>`,
        )}
      </dl>
    </div>
    ${
      report.subject.secretFound
        ? html`<p>
            <strong>A secret was found in the capture.</strong> It is not copied to a public artifact folder;
            it stayed at <code>${report.subject.path}</code>.
          </p>`
        : undefined
    }
    ${notesPart(report)}
  </header>`
}

function certifiablePart({ certifiable: { value, why } }: Report): Html {
  if (value) return html`<p><span class="badge pass">certifiable</span></p>`
  return html`<p><span class="badge">not certifiable</span> ${why.join('; ')}</p>`
}

function partialPart({ subject }: Report): Html | undefined {
  if (subject.state !== 'partial') return undefined
  return html`<p>
    <span class="badge warn">partial capture</span> The run ended before the capture was whole.
  </p>`
}

function subjectRows(report: Report): [string, Html | string][] {
  const { subject, cluster } = report
  const rows: [string, Html | string | undefined][] = [
    ...subject.images.map((image): [string, Html] => [`Image ${image.role}`, imagePart(image)]),
    ...groupCounts(report).map(([group, counts]): [string, string] => [`Checks of ${group}`, counts]),
    ['Cluster', clusterText(report)],
    ...(cluster?.nodes ?? []).map(({ count, architecture, os, kubelet, runtime }): [string, string] => [
      'Nodes',
      `${count} × ${architecture}: ${os}, kubelet ${kubelet}, ${runtime}`,
    ]),
    ['Isolation', cluster?.isolation],
    ['Client', cluster?.client],
    ['Profile', report.profile],
    ...subject.gathers.map((gather): [string, string] => [`Gather ${gather.name}`, gatherText(gather)]),
    ['Started', report.startedAt && html`<time>${report.startedAt}</time>`],
    ['Duration', report.durationMs === undefined ? undefined : formatDuration(report.durationMs)],
    ['Capture', html`${subject.layout}, ${subject.state}<br /><code>${subject.digest}</code>`],
    ['Configuration', subject.configDigest && html`<code>${subject.configDigest}</code>`],
    ['Report digest', html`<code>${report.reportDigest}</code>`],
  ]
  return rows.filter((row): row is [string, Html | string] => row[1] !== undefined && row[1] !== '')
}

function imagePart(image: Report['subject']['images'][number]): Html {
  return html`<code>${image.ref}</code>
    <span class="badge ${image.source === 'pulled' ? '' : 'warn'}">${image.source}</span>
    ${image.digest === undefined ? undefined : html`<br /><code>${image.digest}</code>`}
    ${image.notes.map((note) => html`<br />${note}`)}`
}

function gatherText(gather: Report['subject']['gathers'][number]): string {
  const { files, bytes, exitCode, durationMs } = gather
  return [
    `${files} files`,
    formatBytes(bytes),
    ...(exitCode === undefined ? [] : [`exit code ${exitCode}`]),
    ...(durationMs === undefined ? [] : [formatDuration(durationMs)]),
  ].join(', ')
}

function notesPart({ notes }: Report): Html | undefined {
  if (notes.length === 0) return undefined
  return html`<section aria-labelledby="notes">
    <h2 id="notes">Notes</h2>
    <ul>
      ${notes.map((note) => html`<li>${note}</li>`)}
    </ul>
  </section>`
}
