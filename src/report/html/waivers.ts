import type { Report } from '../../model/report.js'
import { needsAttention, waiverRemarks, waiverState } from '../waiver-text.js'
import { html } from './html.js'
import type { Html } from './html.js'

export function waiversPart(report: Report): Html | undefined {
  const { waivers } = report
  if (waivers.length === 0) return undefined
  const rows = waivers.map((waiver) => {
    const { check, reason, expires, fingerprint } = waiver
    const badge = needsAttention(waiver) ? 'badge warn' : 'badge'
    return html`<tr>
      <th scope="row"><code>${check}</code></th>
      <td><span class="${badge}">${waiverState(waiver)}</span></td>
      <td>
        ${reason}<br /><code class="dim">${fingerprint}</code>
        ${waiverRemarks(waiver, report).map((remark) => html`<br /><span class="dim">${remark}</span>`)}
      </td>
      <td>${expires}</td>
    </tr>`
  })
  return html`<section aria-labelledby="waivers">
    <h2 id="waivers">Waivers (${waivers.length})</h2>
    <div class="card scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">Check</th>
            <th scope="col">State</th>
            <th scope="col">Reason</th>
            <th scope="col">Until</th>
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>
  </section>`
}
