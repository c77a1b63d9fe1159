import type { KubeEvent } from '../kube/events.js'

/** One self-contained page that sorts and filters without a network: no script from elsewhere, every value escaped. */
export function renderEvents(events: readonly KubeEvent[]): string {
  const rows = [...events].sort((a, b) => (a.last < b.last ? -1 : a.last > b.last ? 1 : 0)).map(row)
  return `${head(events.length)}${rows.join('\n')}\n${foot}`
}

const columns = ['Time', 'Namespace', 'Component', 'RelatedObject', 'Reason', 'Count', 'Message']

const head = (count: number) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>Events</title>
<style>
body { font: 14px sans-serif; color-scheme: light dark; margin: 1rem }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; vertical-align: top; padding: .2rem .6rem; border-bottom: 1px solid #8884 }
th { position: sticky; top: 0; background: Canvas; padding: 0 }
th button { font: inherit; font-weight: bold; border: 0; background: none; padding: .4rem .6rem; cursor: pointer; width: 100%; text-align: left }
th[aria-sort=ascending] button::after { content: " \\2191" }
th[aria-sort=descending] button::after { content: " \\2193" }
tr.Warning td { background: #f901 }
td:first-child { white-space: nowrap }
td:last-child { overflow-wrap: anywhere }
input { width: 100%; padding: .3rem; margin-bottom: 1rem; box-sizing: border-box }
</style>
<h1>${count} ${count === 1 ? 'event' : 'events'}</h1>
<input type="search" placeholder="Filter: every word must be in the row" aria-label="Filter">
<table>
<thead><tr>${columns.map((name) => `<th scope="col"><button type="button">${name}</button></th>`).join('')}</tr></thead>
<tbody>
`

const foot = `</tbody>
</table>
<script>
const body = document.querySelector('tbody')
const rows = [...body.rows]
const heads = [...document.querySelectorAll('th')]
const { compare } = new Intl.Collator(undefined, { numeric: true })
document.querySelector('input').addEventListener('input', ({ target }) => {
  const words = target.value.toLowerCase().split(/\\s+/)
  for (const row of rows) row.hidden = !words.every((word) => row.textContent.toLowerCase().includes(word))
})
heads.forEach((head, column) => head.firstChild.addEventListener('click', () => {
  const down = head.getAttribute('aria-sort') === 'ascending'
  for (const other of heads) other.removeAttribute('aria-sort')
  head.setAttribute('aria-sort', down ? 'descending' : 'ascending')
  const value = (row) => row.cells[column].textContent
  rows.sort((a, b) => (down ? -1 : 1) * compare(value(a), value(b)))
  body.append(...rows)
}))
heads[0].setAttribute('aria-sort', 'ascending')
</script>
</html>
`

function row({ type, first, last, count, source, object, reason, message }: KubeEvent): string {
  const about = object.kind === '' ? object.name : `${object.kind}/${object.name}`
  const cells = [object.namespace, source, about, reason, String(count), message]
  const time = `<td title="first seen ${escapeHtml(first)}">${escapeHtml(last)}</td>`
  return `<tr class="${type === 'Warning' ? 'Warning' : ''}">${time}${cells.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>`
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => entities[char] ?? char)
}
