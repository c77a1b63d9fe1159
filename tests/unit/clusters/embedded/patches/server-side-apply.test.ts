import { describe, expect, it } from 'vitest'
import type { KubeObject } from '../../../../../src/model/kubernetes.js'
import { listRules } from '../../../../../src/clusters/embedded/patches/list-keys.js'
import {
  trackUpdate,
  type ManagedEntry,
} from '../../../../../src/clusters/embedded/patches/managed-fields.js'
import { serverSideApply } from '../../../../../src/clusters/embedded/patches/server-side-apply.js'
import { configMap, deployment, widget, wireStore } from '../support/objects.js'

const store = wireStore()
const now = new Date('2026-11-21T01:00:00Z')

function rulesOf(typeName: string) {
  const type = store.type(typeName)
  if (!type) throw new Error(`no ${typeName}`)
  return listRules(type)
}

const configMaps = rulesOf('configmaps')
const deployments = rulesOf('deployments.apps')

function apply(
  live: KubeObject | undefined,
  wanted: KubeObject,
  manager = 'me',
  force = false,
  rules = configMaps,
): KubeObject {
  return serverSideApply(live, wanted, rules, { manager, apiVersion: wanted.apiVersion, now }, force)
}

function owners(object: KubeObject): Record<string, unknown> {
  const entries = (object.metadata.managedFields ?? []) as ManagedEntry[]
  return Object.fromEntries(
    entries.map(({ manager, operation, fieldsV1 }) => [`${manager} ${operation}`, fieldsV1]),
  )
}

describe('server-side apply', () => {
  it('takes away what its manager no longer names', () => {
    const first = apply(undefined, configMap('c', { a: '1' }))
    const second = apply(first, configMap('c', { b: '2' }))
    expect(second).toMatchObject({ data: { b: '2' } })
    expect(second).not.toHaveProperty('data.a')
    expect(owners(second)).toEqual({ 'me Apply': { 'f:data': { 'f:b': {} } } })
  })

  it('leaves what another manager names too', () => {
    const both = apply(apply(undefined, configMap('c', { a: '1' })), configMap('c', { a: '1' }), 'other')
    expect(apply(both, configMap('c', { b: '2' }))).toMatchObject({ data: { a: '1', b: '2' } })
  })

  it('refuses to change what another manager has set', () => {
    const live = trackUpdate(undefined, configMap('c', { a: '1', b: '2' }), configMaps, {
      manager: 'kubectl-create',
      apiVersion: 'v1',
      now,
    })
    expect(() => apply(live, configMap('c', { a: '9' }))).toThrow(
      'Apply failed with 1 conflict: conflict with "kubectl-create" using v1: .data.a',
    )
    expect(() => apply(live, configMap('c', { a: '9', b: '9' }))).toThrow(
      'Apply failed with 2 conflicts: conflicts with "kubectl-create" using v1:\n- .data.a\n- .data.b',
    )
  })

  it('takes over when forced', () => {
    const live = trackUpdate(undefined, configMap('c', { a: '1', b: '2' }), configMaps, {
      manager: 'x',
      apiVersion: 'v1',
      now,
    })
    const forced = apply(live, configMap('c', { a: '9' }), 'me', true)
    expect(forced).toMatchObject({ data: { a: '9', b: '2' } })
    expect(owners(forced)).toEqual({
      'me Apply': { 'f:data': { 'f:a': {} } },
      'x Update': { 'f:data': { 'f:b': {} } },
    })
  })

  it('shares a field that has the same value', () => {
    const live = apply(undefined, configMap('c', { a: '1' }))
    expect(Object.keys(owners(apply(live, configMap('c', { a: '1' }), 'other')))).toEqual([
      'other Apply',
      'me Apply',
    ])
  })

  it('merges lists by key, and takes its own items away as a whole', () => {
    const withContainers = (...containers: object[]) => {
      const object = deployment('web')
      Object.assign((object.spec as { template: { spec: object } }).template.spec, { containers })
      return object
    }
    const one = apply(
      undefined,
      withContainers({ name: 'a', image: 'a:1' }, { name: 'b', image: 'b:1' }),
      'me',
      false,
      deployments,
    )
    const two = apply(one, withContainers({ name: 'c', image: 'c:1' }), 'other', false, deployments)
    const names = (object: KubeObject) =>
      (
        object.spec as { template: { spec: { containers: { name: string }[] } } }
      ).template.spec.containers.map(({ name }) => name)
    expect(names(two)).toEqual(['a', 'b', 'c'])
    expect(names(apply(two, withContainers({ name: 'a', image: 'a:2' }), 'me', false, deployments))).toEqual([
      'a',
      'c',
    ])
    expect(() =>
      apply(two, withContainers({ name: 'a', image: 'a:9' }), 'other', false, deployments),
    ).toThrow('conflict with "me": .spec.template.spec.containers[name="a"].image')
  })

  it('goes by the list keys of a custom resource', () => {
    const rules = rulesOf('widgets.wire.example')
    const one = apply(
      undefined,
      widget('w', { size: 1, ports: [{ name: 'a', port: 1 }] }),
      'me',
      false,
      rules,
    )
    const two = apply(one, widget('w', { size: 1, ports: [{ name: 'b', port: 2 }] }), 'other', false, rules)
    expect(two.spec).toEqual({
      size: 1,
      ports: [
        { name: 'a', port: 1 },
        { name: 'b', port: 2 },
      ],
    })
  })
})

describe('tracking of writes', () => {
  it('gives a changed field to who changed it', () => {
    const created = trackUpdate(undefined, configMap('c', { a: '1', b: '2' }), configMaps, {
      manager: 'x',
      apiVersion: 'v1',
      now,
    })
    const changed = { ...configMap('c', { a: '9', b: '2' }), metadata: created.metadata }
    expect(
      owners(trackUpdate(created, changed, configMaps, { manager: 'y', apiVersion: 'v1', now })),
    ).toEqual({
      'x Update': { 'f:data': { 'f:b': {} } },
      'y Update': { 'f:data': { 'f:a': {} } },
    })
  })
})
