import { readFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { createMemoryWriter, inspectOperators } from '../../../src/olm/index.js'
import { parseYaml } from '../../../src/kube/index.js'
import { putSituation } from '../../support/olm/put-situation.js'
import { startOlmServer } from '../../support/olm-server.js'

const timeout = 180_000

const listed = async (name: string) =>
  (await readFile(new URL(`../../../fixtures/olm-trees/${name}.txt`, import.meta.url), 'utf8'))
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))

async function inspected(name: 'installed' | 'upgraded') {
  await using server = await startOlmServer({ logs: () => Readable.from(['started\n']) })
  await putSituation(server.connection, name)
  const writer = createMemoryWriter()
  const { connection } = server
  const result = await inspectOperators({ connection, writer, signal: new AbortController().signal })
  return { writer, result }
}

test.each(['installed', 'upgraded'] as const)(
  'the tree of a real install holds exactly the reviewed objects: %s',
  { timeout },
  async (name) => {
    const { writer, result } = await inspected(name)
    expect([...writer.files.keys()].sort()).toEqual((await listed(name)).sort())
    expect(result.problems.filter(({ severity }) => severity === 'error')).toEqual([])
  },
)

test('events are on what is in the tree, and on nothing else', { timeout }, async () => {
  const { writer } = await inspected('upgraded')
  const file = [...writer.files].find(([path]) => path.endsWith('core/events.yaml'))
  const list = parseYaml(file?.[1].toString() ?? '', 'events.yaml')[0] as { items: Event[] }
  expect(list.items.length).toBeGreaterThan(20)
  const paths = [...writer.files.keys()].join('\n')
  for (const { involvedObject } of list.items) expect(paths).toContain(`/${involvedObject.name}.yaml`)
})

interface Event {
  involvedObject: { kind: string; name: string }
}
