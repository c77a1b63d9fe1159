import { describe, expect, it } from 'vitest'
import type { KubeObject } from '../../../../../src/model/kubernetes.js'
import { isNotFound } from '../../../../../src/clusters/embedded/store/api-error.js'
import type { Store } from '../../../../../src/clusters/embedded/store/types.js'
import {
  configMap,
  definitions,
  deployment,
  namespace,
  settled,
  widget,
  wireStore,
} from '../support/objects.js'

function ownedBy(owner: KubeObject, blockOwnerDeletion = false) {
  const { name, uid = '' } = owner.metadata
  return {
    ownerReferences: [{ apiVersion: owner.apiVersion, kind: owner.kind, name, uid, blockOwnerDeletion }],
  }
}

function names(store: Store): string[] {
  return store.list('configmaps', { namespace: 'wire' }).items.map(({ metadata }) => metadata.name)
}

describe('owners', () => {
  it('take what they own with them, whatever its type, and what that owns', async () => {
    const store = wireStore()
    const owner = store.create('deployments.apps', deployment('web'))
    const child = store.create('configmaps', configMap('child', {}, ownedBy(owner)))
    store.create('configmaps', configMap('grandchild', {}, ownedBy(child)))
    store.create('configmaps', configMap('other'))
    store.delete('deployments.apps', 'wire', 'web')
    await settled()
    expect(names(store)).toEqual(['other'])
  })

  it('leave an object that another owner holds, without the reference', async () => {
    const store = wireStore()
    const first = store.create('deployments.apps', deployment('first'))
    const second = store.create('deployments.apps', deployment('second'))
    const both = { ownerReferences: [...ownedBy(first).ownerReferences, ...ownedBy(second).ownerReferences] }
    store.create('configmaps', configMap('child', {}, both))
    store.delete('deployments.apps', 'wire', 'first')
    await settled()
    expect(store.get('configmaps', 'wire', 'child')?.metadata.ownerReferences).toEqual(
      ownedBy(second).ownerReferences,
    )
  })

  it('leave everything with propagation Orphan', async () => {
    const store = wireStore()
    const owner = store.create('deployments.apps', deployment('web'))
    store.create('configmaps', configMap('child', {}, ownedBy(owner)))
    store.delete('deployments.apps', 'wire', 'web', { propagation: 'Orphan' })
    await settled()
    expect(store.get('deployments.apps', 'wire', 'web')).toBeUndefined()
    expect(store.get('configmaps', 'wire', 'child')?.metadata.ownerReferences).toBeUndefined()
  })

  it('wait for what they own with propagation Foreground', async () => {
    const store = wireStore()
    const owner = store.create('deployments.apps', deployment('web'))
    const held = { ...ownedBy(owner, true), finalizers: ['wire.example/hold'] }
    store.create('configmaps', configMap('child', {}, held))
    store.delete('deployments.apps', 'wire', 'web', { propagation: 'Foreground' })
    await settled()
    expect(store.get('deployments.apps', 'wire', 'web')?.metadata.finalizers).toEqual(['foregroundDeletion'])
    store.modify('configmaps', 'wire', 'child', (draft) => void delete draft.metadata.finalizers)
    await settled()
    expect(store.get('deployments.apps', 'wire', 'web')).toBeUndefined()
  })

  it('that never were take the object too', async () => {
    const store = wireStore()
    const gone = { ...deployment('gone'), metadata: { name: 'gone', namespace: 'wire', uid: 'no-such-uid' } }
    store.create('configmaps', configMap('child', {}, ownedBy(gone)))
    await settled()
    expect(names(store)).toEqual([])
  })
})

describe('namespaces', () => {
  it('end terminating, then empty, then not at all', async () => {
    const store = wireStore()
    store.create('configmaps', configMap('one'))
    store.create('widgets.wire.example', widget('one'))
    expect(store.delete('namespaces', undefined, 'wire').status).toEqual({ phase: 'Terminating' })
    expect(() => store.create('configmaps', configMap('late'))).toThrow(
      'configmaps "late" is forbidden: unable to create new content in namespace wire because it is being terminated',
    )
    await settled()
    expect(store.get('namespaces', undefined, 'wire')).toBeUndefined()
    expect(store.list('widgets.wire.example').items).toEqual([])
    store.create('namespaces', namespace('wire'))
    expect(names(store)).toEqual([])
  })

  it('say what still holds them', async () => {
    const store = wireStore()
    store.create('configmaps', configMap('held', {}, { finalizers: ['wire.example/hold'] }))
    store.delete('namespaces', undefined, 'wire')
    await settled()
    expect(JSON.stringify(store.get('namespaces', undefined, 'wire')?.status)).toContain(
      'configmaps has 1 resource instances',
    )
    store.modify('configmaps', 'wire', 'held', (draft) => void delete draft.metadata.finalizers)
    await settled()
    expect(store.get('namespaces', undefined, 'wire')).toBeUndefined()
  })
})

describe('definitions', () => {
  it('wait for their last object', async () => {
    const store = wireStore()
    const held = widget('held')
    held.metadata.finalizers = ['wire.example/hold']
    store.create('widgets.wire.example', held)
    store.delete(definitions, undefined, 'widgets.wire.example')
    await settled()
    expect(store.type('widgets.wire.example')).toBeDefined()
    store.modify('widgets.wire.example', 'wire', 'held', (draft) => void delete draft.metadata.finalizers)
    await settled()
    expect(store.type('widgets.wire.example')).toBeUndefined()
    expect(() => store.list('widgets.wire.example')).toThrow(expect.toSatisfy(isNotFound))
  })
})
