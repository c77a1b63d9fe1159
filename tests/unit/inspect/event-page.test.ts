import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { eventsFilePage } from '../../../src/inspect/index.js'

let dest: string
beforeEach(async () => {
  dest = await mkdtemp(join(tmpdir(), 'events-'))
})
afterEach(() => rm(dest, { recursive: true }))

const core = {
  apiVersion: 'v1',
  kind: 'Event',
  metadata: { name: 'a', namespace: 'x' },
  reason: '<img src=x onerror=alert(1)>',
  message: '"quoted" & more',
  count: 3,
  firstTimestamp: '2026-01-01T00:00:00Z',
  lastTimestamp: '2026-01-01T00:02:00Z',
  involvedObject: { kind: 'Pod', name: 'web' },
}
const newer = {
  apiVersion: 'events.k8s.io/v1',
  kind: 'Event',
  metadata: { name: 'b', namespace: 'x' },
  type: 'Warning',
  reason: 'Later',
  note: 'of the other group',
  eventTime: '2026-01-01T00:01:00.000000Z',
  series: { count: 7, lastObservedTime: '2026-01-01T00:03:00.000000Z' },
  regarding: { kind: 'Node', name: 'n', namespace: 'x' },
  reportingController: 'node-controller',
}

test('a page of both groups, oldest first, escaped, without anything from a network', async () => {
  const file = join(dest, 'events.json')
  await writeFile(file, JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [newer, core] }))
  await eventsFilePage(file, join(dest, 'out'))
  const page = await readFile(join(dest, 'out', 'event-filter.html'), 'utf8')
  expect(page).not.toContain('<img')
  expect(page).toContain(
    '<td>&lt;img src=x onerror=alert(1)&gt;</td><td>3</td><td>&quot;quoted&quot; &amp; more</td>',
  )
  expect(page).toContain(
    '<tr class="Warning"><td title="first seen 2026-01-01T00:01:00.000000Z">2026-01-01T00:03:00.000000Z</td><td>x</td><td>node-controller</td><td>Node/n</td><td>Later</td><td>7</td>',
  )
  expect(page.indexOf('00:02:00Z')).toBeLessThan(page.indexOf('00:03:00.'))
  expect(page).not.toMatch(/(?:src|href)="|https?:/)
  expect(page).toContain("default-src 'none'")
})

test('a file that is not there is told', async () => {
  await expect(eventsFilePage(join(dest, 'none'), dest)).rejects.toMatchObject({
    code: 'inspect.events-file',
    exitCode: 2,
  })
})
