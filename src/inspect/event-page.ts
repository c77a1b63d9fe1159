import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { toKubeEvent, type KubeEvent } from '../kube/events.js'
import { parseManifests } from '../kube/yaml.js'

/** Reads the events of every namespace in a dump, and gives one page of them, or nothing where there are none. */
export async function eventPage(destDir: string): Promise<string | undefined> {
  const root = join(destDir, 'namespaces')
  const namespaces = await readdir(root).catch(() => [])
  const events: KubeEvent[] = []
  for (const namespace of namespaces.sort()) {
    const path = join(root, namespace, 'core', 'events.yaml')
    const content = await readFile(path, 'utf8').catch(() => undefined)
    if (content !== undefined) events.push(...parseManifests(content, path).map(toKubeEvent))
  }
  return events.length === 0 ? undefined : renderEvents(events)
}

/** One self-contained page: no script from elsewhere, every value escaped. */
export function renderEvents(events: readonly KubeEvent[]): string {
  const rows = [...events].sort((a, b) => (a.last < b.last ? -1 : a.last > b.last ? 1 : 0)).map(row)
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>Events</title>
<style>
body { font: 14px sans-serif; color-scheme: light dark; margin: 1rem }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; vertical-align: top; padding: .2rem .6rem; border-bottom: 1px solid #8884 }
tr.Warning td { background: #f901 }
td:last-child { overflow-wrap: anywhere }
input { width: 100%; padding: .3rem; margin-bottom: 1rem; box-sizing: border-box }
</style>
<h1>${events.length} events</h1>
<input type="search" placeholder="Filter" aria-label="Filter">
<table>
<thead><tr><th>Time</th><th>Namespace</th><th>Component</th><th>RelatedObject</th><th>Reason</th><th>Message</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>
<script>
const rows = [...document.querySelectorAll('tbody tr')]
document.querySelector('input').addEventListener('input', ({ target }) => {
  const words = target.value.toLowerCase().split(/\\s+/)
  for (const row of rows) row.hidden = !words.every((word) => row.textContent.toLowerCase().includes(word))
})
</script>
</html>
`
}

function row({ type, last, count, source, object, reason, message }: KubeEvent): string {
  const times = count > 1 ? ` (x${count})` : ''
  const cells = [last + times, object.namespace, source, `${object.kind}/${object.name}`, reason, message]
  return `<tr class="${type === 'Warning' ? 'Warning' : ''}">${cells.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>`
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
