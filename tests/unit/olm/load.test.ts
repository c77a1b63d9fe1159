import { expect, test } from 'vitest'
import { inspectOperators, noWriter } from '../../../src/olm/index.js'
import { putNamespace, putOperator } from '../../support/olm-operator.js'
import { startOlmServer } from '../../support/olm-server.js'
import { sentRequests } from '../../support/sent-requests.js'

const namespaces = 3

/** What is asked for where each namespace has so many operators, all of one catalog. */
async function inspected(each: number) {
  await using server = await startOlmServer()
  for (let n = 0; n < namespaces; n++) {
    const namespace = `ns-${n}`
    putNamespace(server.store, namespace)
    for (let i = 0; i < each; i++)
      putOperator(server.store, { namespace, packageName: `op-${n}-${i}`, catalogNamespace: 'ns-0' })
  }
  const { connection } = server
  const signal = new AbortController().signal
  const { sent, result } = await sentRequests(() =>
    inspectOperators({ connection, writer: noWriter, signal, logs: false }),
  )
  // A list is of a type; what ends with a name is one object.
  const lists = sent.filter((path) => /^\/apis?\//.test(path) && !isNamed(path.split('?')[0] ?? ''))
  return { lists, result }
}

const isNamed = (path: string) =>
  /^\/(?:api\/v1|apis\/[^/]+\/[^/]+)(?:\/namespaces\/[^/]+)?\/[^/]+\/[^/]+$/.test(path) &&
  !/^\/(?:api\/v1|apis\/[^/]+\/[^/]+)\/namespaces\/[^/]+\/[^/]+$/.test(path)

test(
  'every list is read in chunks, and once, however many Subscriptions there are',
  { timeout: 180_000 },
  async () => {
    const few = await inspected(1)
    const many = await inspected(3)
    expect(many.result.subscriptions).toHaveLength(3 * namespaces)
    expect(many.lists.length).toBeGreaterThan(20)
    expect(many.lists.filter((path) => !/[?&]limit=\d+/.test(path))).toEqual([])
    expect(new Set(many.lists).size).toBe(many.lists.length)
    expect([...many.lists].sort()).toEqual([...few.lists].sort())
  },
)
