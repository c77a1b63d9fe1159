import { describe, expect, it } from 'vitest'
import { listAll, resourceOf } from '../../../../src/kube/index.js'
import type { KubeObject } from '../../../../src/model/kubernetes.js'
import { putSituation } from '../../../support/olm/put-situation.js'
import { recorded, situations } from '../../../support/olm/recordings.js'
import { startEmbedded } from '../../kube/embedded-server.js'

const key = ({ kind, metadata }: KubeObject) => `${kind} ${metadata.namespace ?? ''}/${metadata.name}`

describe('putSituation', { timeout: 180_000 }, () => {
  it.each(situations)('puts all of %s on an API, with every status', async (name) => {
    await using embedded = await startEmbedded()
    const put = await putSituation(embedded.connection, name)
    const wanted = new Map(recorded(name).map((object) => [key(object), object]))
    expect(put.map(key).sort()).toEqual([...wanted.keys()].sort())
    for (const object of put) expect(Boolean(object.status)).toBe(Boolean(wanted.get(key(object))?.status))
  })

  it('puts two in one cluster under other names, each with owners of its own', async () => {
    await using embedded = await startEmbedded()
    await putSituation(embedded.connection, 'upgraded')
    const other = await putSituation(embedded.connection, 'installed', {
      namespace: 'other',
      subscription: 'second',
      catalogSource: 'catalog',
    })
    const subscription = other.find(({ kind }) => kind === 'Subscription')
    expect(subscription).toMatchObject({
      metadata: { name: 'second', namespace: 'other' },
      spec: { source: 'catalog', sourceNamespace: 'other', name: 'nfs-provisioner-operator' },
      status: { installedCSV: 'nfs-provisioner-operator.v0.0.8' },
    })
    const plans = other.filter(({ kind }) => kind === 'InstallPlan')
    expect(plans.map(({ metadata }) => metadata.ownerReferences?.[0]?.uid)).toEqual([
      subscription?.metadata.uid,
    ])
    const pods = await resourceOf(embedded.connection, { apiVersion: 'v1', kind: 'Pod' })
    const { items } = await listAll(embedded.connection, pods, { namespace: 'other' })
    expect(items.map(({ metadata }) => metadata.name)).toContain('catalog-rq6pj')
    // The one CRD is of both.
    const texts = JSON.stringify(other.filter(({ kind }) => kind !== 'CustomResourceDefinition'))
    expect(texts.includes('operators.coreos.com/nfs-provisioner-operator.other')).toBe(true)
    expect(texts.match(/.{40}nfs-provisioner-operator\.nfs-provisioner-operator.{40}/g)).toBeNull()
    expect(texts.match(/.{40}amespaces?\\?":\[?\\?"nfs-provisioner-operator\\?".{40}/g)).toBeNull()
  })
})
