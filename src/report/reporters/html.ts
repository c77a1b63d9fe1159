import type { Report } from '../../model/report.js'
import { subjectName } from '../headline.js'
import { sectionPart } from '../html/checks.js'
import { functestsPart } from '../html/functests.js'
import { headerPart } from '../html/header.js'
import { html } from '../html/html.js'
import { page } from '../html/page.js'
import { phasesPart } from '../html/phases.js'
import { waiversPart } from '../html/waivers.js'
import type { Reporter } from '../reporter.js'
import { sectionsOf } from '../sections.js'

/** `report-summary.html`: one file for people, complete without script and without a network. */
export const htmlReporter: Reporter = {
  name: 'html',
  // Prow's lens shows files that end in -summary.html.
  fileName: () => 'report-summary.html',
  render: renderHtml,
}

function renderHtml(report: Report): string {
  const body = html`${headerPart(report)}
    <main>
      <form hidden role="search">
        <label for="filter">Filter checks</label>
        <input id="filter" type="search" autocomplete="off" placeholder="MG-FIL, pods.yaml, failed" />
        <span id="filter-status" role="status" class="dim"></span>
      </form>
      ${sectionsOf(report).map(sectionPart)} ${functestsPart(report)} ${phasesPart(report)}
      ${waiversPart(report)}
    </main>
    <footer>
      <p>${report.tool.name} ${report.tool.version}, ${report.schemaVersion}, profile ${report.profile}</p>
    </footer>`
  return page(`${report.verdict}: must-gather of ${subjectName(report)}`, body)
}
