import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  getObject,
  listAll,
  patchObject,
  waitFor,
  wellKnown,
  type Connection,
} from '../../../../src/kube/index.js'
import type { KubeObject } from '../../../../src/model/kubernetes.js'
import { installOlmTypes } from '../../../support/olm/olm-types.js'
import { playSituation } from '../../../support/olm/play-situation.js'
import { startEmbedded } from '../../kube/embedded-server.js'
import { lendPullSecret } from '../../../../src/install/olm/lend-pull-secret.js'
import { putSituation } from '../../../support/olm/put-situation.js'
import { install, namespace, packageName, put } from './scene.js'

const account = `${packageName}-controller-manager`
const secret = 'must-gather-pull-r1'
const pullSecret = { dockerConfigJson: '{"auths":{}}' }
const timeout = 120_000

let embedded: Awaited<ReturnType<typeof startEmbedded>>
let connection: Connection
beforeEach(async () => {
  embedded = await startEmbedded()
  connection = embedded.connection
  await installOlmTypes(connection)
})
afterEach(() => embedded[Symbol.asyncDispose]())

const secretsOf = (object: KubeObject | undefined) =>
  ((object as { imagePullSecrets?: { name: string }[] } | undefined)?.imagePullSecrets ?? []).map(
    ({ name }) => name,
  )
const accounts = wellKnown.serviceAccounts
const accountNow = (name: string) => getObject(connection, accounts, { namespace, name })

describe('--pull-secret with an install through OLM', { timeout }, () => {
  it('is named on the account of the operator, and on no other', async () => {
    await put(connection, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } })
    await put(connection, {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'theirs', namespace },
    })
    await using _ = await playSituation(connection, 'upgraded')
    const { driven, notes } = await install(connection, { pullSecret })
    expect(driven).toEqual({ outcome: 'succeeded' })
    expect(secretsOf(await accountNow(account))).toEqual([secret])
    const { items } = await listAll(connection, accounts, { namespace })
    expect(items.filter((one) => secretsOf(one).length > 0).map(({ metadata }) => metadata.name)).toEqual([
      account,
    ])
    expect(notes).toEqual([expect.stringContaining(`(${account})`)])
    expect(notes.join()).not.toContain('auths')
  })

  it('is named again where OLM takes it off with an upgrade', async () => {
    await using play = await playSituation(connection, 'operator-image-not-pulled')
    const installing = install(connection, { pullSecret, version: '0.0.10', patienceMs: 15_000 })
    const named = (object: KubeObject | undefined) => secretsOf(object).includes(secret)
    const target = { resource: accounts, namespace, name: account }
    await waitFor(connection, target, named, { timeoutMs: 20_000, what: 'the pull secret' })
    await patchObject(connection, accounts, target, { type: 'merge', body: { imagePullSecrets: null } })
    await waitFor(connection, target, named, { timeoutMs: 20_000, what: 'the pull secret again' })
    await installing
    await play.stop()
  })

  it('has pods made anew that were made without it, and cannot be pulled', async () => {
    const objects = await putSituation(connection, 'operator-image-not-pulled', { namespace })
    const podsOf = async () => {
      const { items } = await listAll(connection, wellKnown.pods, { namespace })
      return items.map(({ metadata }) => metadata.name)
    }
    const before = await podsOf()
    const over = new AbortController()
    const [subscription] = objects.filter(({ kind }) => kind === 'Subscription') as [KubeObject]
    const lending = lendPullSecret({
      connection,
      subscription,
      runId: 'r1',
      signal: over.signal,
      say: () => {},
    })
    const others = before.filter((name) => !name.startsWith(account))
    expect(others.length).toBe(before.length - 1)
    await expect.poll(podsOf, { timeout: 10_000 }).toEqual(others)
    over.abort()
    expect(await lending).toEqual([account])
  })
})
