import type { Report } from '../../model/report.js'
import { html } from './html.js'
import type { Html } from './html.js'

export function waiversPart({ waivers }: Report): Html | undefined {
  if (waivers.length === 0) return undefined
  const rows = waivers.map(
    ({ check, state, reason, expires, fingerprint }) =>
      html`<tr>
        <th scope="row"><code>${check}</code></th>
        <td><span class="badge ${state === 'used' ? '' : 'warn'}">${state}</span></td>
        <td>${reason}<br /><code class="dim">${fingerprint}</code></td>
        <td>${expires}</td>
      </tr>`,
  )
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
