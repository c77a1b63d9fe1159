import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { Group } from '../support/group.js'
import { configMap } from '../support/objects.js'

const json = (object: unknown) => JSON.stringify(object)

/** apply and diff: what the harness and every operator's manifests go through. */
export const apply: Group = {
  name: 'apply',
  cases: {
    'creates, sees no change, changes': async ({ says, make }) => {
      const web = make.deployment('web', 0)
      expect(await says('apply -f -', json(web))).toBe('deployment.apps/web created')
      expect(await says('apply -f -', json(web))).toBe('deployment.apps/web unchanged')
      const scaled = json(make.deployment('web', 0, 'sleep 1'))
      expect(await says('apply -f -', scaled)).toBe('deployment.apps/web configured')
    },
    'takes away what the manifest no longer has': async ({ says, read }) => {
      await says('apply -f -', json(configMap('three-way', { a: '1', b: '2' })))
      await says(['patch', 'cm', 'three-way', '--type=merge', '-p', '{"data":{"c":"3"}}'])
      await says('apply -f -', json(configMap('three-way', { a: '1' })))
      expect((await read('get cm three-way')).data).toEqual({ a: '1', c: '3' })
    },
    'keeps the last applied object': async ({ says }) => {
      await says('apply -f -', json(configMap('last', { a: '1' })))
      expect(await says('apply view-last-applied cm/last')).toMatch(/^apiVersion: v1\ndata:\n {2}a: "1"$/m)
    },
    'takes many documents and lists': async ({ says }) => {
      const list = { apiVersion: 'v1', kind: 'List', items: [configMap('l1'), configMap('l2')] }
      const out = await says('apply -f -', `${json(list)}\n---\n${json(configMap('l3'))}\n`)
      expect(out.split('\n')).toEqual(['l1', 'l2', 'l3'].map((name) => `configmap/${name} created`))
    },
    'takes a folder': async ({ says, folder }) => {
      const dir = join(folder, 'manifests')
      await mkdir(dir)
      for (const name of ['d1', 'd2']) await writeFile(join(dir, `${name}.yaml`), json(configMap(name)))
      expect(await says(['apply', '-f', dir])).toBe('configmap/d1 created\nconfigmap/d2 created')
    },
    'on the server, without a change is the same word': async ({ says }) => {
      const object = json(configMap('ssa'))
      expect(await says('apply --server-side -f -', object)).toBe('configmap/ssa serverside-applied')
      expect(await says('apply --server-side -f -', object)).toBe('configmap/ssa serverside-applied')
    },
    'on the server, a field of somebody else is a conflict': async ({ says, refused, read }) => {
      await says('apply --server-side --field-manager=one -f -', json(configMap('contested', { a: '1' })))
      const other = json(configMap('contested', { a: '2' }))
      const err = await refused('apply --server-side --field-manager=two -f -', other)
      expect(err).toContain('Apply failed with 1 conflict: conflict with "one": .data.a')
      await says('apply --server-side --field-manager=two --force-conflicts -f -', other)
      expect((await read('get cm contested')).data).toEqual({ a: '2' })
    },
    'on the server, what a manager no longer names goes': async ({ says, read }) => {
      const command = 'apply --server-side --field-manager=owner -f -'
      await says(command, json(configMap('shrinks', { a: '1', b: '2' })))
      await says(command, json(configMap('shrinks', { a: '1' })))
      expect((await read('get cm shrinks')).data).toEqual({ a: '1' })
    },
    'on the server, lists are merged by their keys': async ({ says, read, make }) => {
      const ports = (port: number) => ({ ports: [{ containerPort: port, protocol: 'TCP' }] })
      const spec = (port: number) => {
        const pod = make.pod('merged', 'sleep 1', { main: ports(port) })
        return json({ ...pod, spec: { ...(pod.spec as object), nodeSelector: { none: 'such' } } })
      }
      await says('apply --server-side --field-manager=a -f -', spec(1000))
      const template = json({
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'merged' },
        spec: {
          replicas: 0,
          selector: { matchLabels: { app: 'merged' } },
          template: { ...make.template('merged', 'sleep 1', { main: ports(1000) }) },
        },
      })
      await says('apply --server-side --field-manager=a -f -', template)
      await says(
        'apply --server-side --field-manager=b --force-conflicts -f -',
        template.replace('1000', '2000'),
      )
      const { spec: merged } = await read('get deploy merged')
      const found = merged.template.spec.containers[0].ports as { containerPort: number }[]
      expect(found.map(({ containerPort }) => containerPort).sort()).toEqual([1000, 2000])
    },
    'shows who manages a field when asked': async ({ says }) => {
      await says('apply --server-side --field-manager=me -f -', json(configMap('managed')))
      expect(await says('get cm managed -o yaml')).not.toContain('managedFields')
      expect(await says('get cm managed -o yaml --show-managed-fields')).toContain('manager: me')
    },
    'of a dry run leaves nothing': async ({ says }) => {
      const object = json(configMap('dry'))
      expect(await says('apply --dry-run=server -f -', object)).toBe('configmap/dry created (server dry run)')
      expect(await says('apply --dry-run=client -f -', object)).toBe('configmap/dry created (dry run)')
      expect(await says('get cm dry --ignore-not-found')).toBe('')
    },
    'says which field is unknown': async ({ refused, make }) => {
      const text = json(make.deployment('bad', 1)).replace('"replicas"', '"replica"')
      expect(await refused('apply -f -', text)).toContain(
        'strict decoding error: unknown field "spec.replica"',
      )
    },
    'says which value is wrong': async ({ refused, make }) => {
      const err = await refused('apply -f -', json(make.deployment('bad', -1)))
      expect(err).toContain('spec.replicas: Invalid value: -1: must be greater than or equal to 0')
    },
    'says what is required': async ({ refused }) => {
      const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'bad' }, spec: { containers: [] } }
      expect(await refused('apply -f -', json(pod))).toContain('spec.containers: Required value')
    },
    'says that a type is unknown': async ({ refused }) => {
      const err = await refused('apply -f -', json({ ...configMap('x'), apiVersion: 'no.such/v1' }))
      expect(err).toContain('no matches for kind "ConfigMap" in version "no.such/v1"')
    },
    'says that a namespace is not there': async ({ refused }) => {
      const err = await refused('apply -f - --namespace=no-such-namespace', json(configMap('x')))
      expect(err).toContain('namespaces "no-such-namespace" not found')
    },
    'diff says nothing, or what would change': async ({ says, kubectl }) => {
      await says('apply -f -', json(configMap('differs', { a: '1' })))
      expect(await kubectl('diff -f -', json(configMap('differs', { a: '1' })))).toMatchObject({
        code: 0,
        out: '',
      })
      const changed = await kubectl('diff -f -', json(configMap('differs', { a: '2' })))
      expect(changed.code).toBe(1)
      expect(changed.out).toMatch(/^-\s+a: "1"$/m)
      expect(changed.out).toMatch(/^\+\s+a: "2"$/m)
    },
  },
}
