import { expect, it } from 'vitest'
import { inspectOperators, noWriter } from '../../../../src/olm/index.js'
import { putSituation } from '../../../support/olm/put-situation.js'
import { recordedNamespace, situations } from '../../../support/olm/recordings.js'
import { startEmbedded } from '../../kube/embedded-server.js'
import { healthy, told } from './told.js'

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
