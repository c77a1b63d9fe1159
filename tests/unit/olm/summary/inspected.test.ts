import { expect, it } from 'vitest'
import { inspectOperators, noWriter } from '../../../../src/olm/index.js'
import { putCase, putSituation } from '../../../support/olm/put-situation.js'
import { recordedNamespace, situations } from '../../../support/olm/recordings.js'
import { startEmbedded } from '../../kube/embedded-server.js'
import { healthy, told, toldOfCases } from './told.js'

it.each(situations)(
  'what the inspector reads off a cluster in %s is summarized as its recording is',
  { timeout: 180_000 },
  async (name) => {
    await using embedded = await startEmbedded()
    const { connection } = embedded
    await putSituation(connection, name)
    const { signal } = new AbortController()
    const inspected = await inspectOperators({ connection, writer: noWriter, signal, logs: false })
    const { cause, sentence } = told[name]
    const [{ diagnosis, ...subscription } = {}] = inspected.subscriptions
    expect(subscription).toMatchObject({ namespace: recordedNamespace, name: `${recordedNamespace}-subs` })
    expect(diagnosis).toMatchObject({ healthy: healthy.has(cause), cause, sentence })
  },
)

/** Before a bundle is unpacked nothing ties its Job to one of the Subscriptions that share a catalog: OLM's words are all there is. */
const toldByOlm: typeof toldOfCases = {
  'slow-unpack': [
    'unpack-timeout',
    'The bundle of Subscription slow-unpack was not unpacked in time: DeadlineExceeded: Job was active longer than specified deadline.',
  ],
}

it.each(Object.entries({ ...toldOfCases, ...toldByOlm }))(
  'what the inspector reads off a cluster with the broken bundle %s is summarized as its recording is',
  { timeout: 180_000 },
  async (name, [cause, sentence]) => {
    await using embedded = await startEmbedded()
    const { connection } = embedded
    await putCase(connection, name)
    const { signal } = new AbortController()
    const inspected = await inspectOperators({ connection, writer: noWriter, signal, logs: false })
    expect(inspected.subscriptions.map(({ diagnosis }) => diagnosis)).toMatchObject([{ cause, sentence }])
  },
)
