import { expect } from 'vitest'
import { refuses, type Group } from '../support/group.js'
import { configMap } from '../support/objects.js'

const jsonPatch = (...operations: object[]) => JSON.stringify(operations)

/** patch of all three kinds, and of the status. */
export const patch: Group = {
  name: 'patch',
  objects: ({ make }) => [make.deployment('target', 0), configMap('json', { a: '1', b: '2' })],
  cases: {
    merge: async ({ apply, says, read }) => {
      await apply(configMap('merge', { a: '1', b: '2' }))
      const out = await says(['patch', 'cm', 'merge', '--type=merge', '-p', '{"data":{"a":null,"c":"3"}}'])
      expect(out).toBe('configmap/merge patched')
      expect((await read('get cm merge')).data).toEqual({ b: '2', c: '3' })
    },
    'strategic, a list by its key': async ({ says, read }) => {
      const spec = { containers: [{ name: 'main', env: [{ name: 'A', value: '1' }] }] }
      await says(['patch', 'deploy', 'target', '-p', JSON.stringify({ spec: { template: { spec } } })])
      const [main] = (await read('get deploy target')).spec.template.spec.containers
      expect(main.env).toEqual([{ name: 'A', value: '1' }])
      expect(main.command).toHaveLength(3)
    },
    'strategic, with directives': async ({ apply, says, read, make }) => {
      const env = [1, 2].map((value) => ({ name: `V${value}`, value: String(value) }))
      const pod = make.template('directed', 'true', { main: { env } })
      const selector = { matchLabels: { app: 'directed' } }
      const kind = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'directed' } }
      await apply({ ...kind, spec: { replicas: 0, selector, template: pod } })
      const containers = [{ name: 'main', env: [{ name: 'V1', $patch: 'delete' }] }]
      const change = { spec: { template: { spec: { containers } } } }
      await says(['patch', 'deploy', 'directed', '-p', JSON.stringify(change)])
      const [main] = (await read('get deploy directed')).spec.template.spec.containers
      expect(main.env).toEqual([{ name: 'V2', value: '2' }])
    },
    json: async ({ says, read }) => {
      const operations = jsonPatch(
        { op: 'test', path: '/data/a', value: '1' },
        { op: 'add', path: '/data/c', value: '3' },
        { op: 'remove', path: '/data/b' },
      )
      await says(['patch', 'cm', 'json', '--type=json', '-p', operations])
      expect((await read('get cm json')).data).toEqual({ a: '1', c: '3' })
    },
    'json, of a path that is not there': refuses(
      ['patch', 'cm', 'json', '--type=json', '-p', jsonPatch({ op: 'remove', path: '/data/none' })],
      /the request is invalid|Unable to remove nonexistent key/i,
    ),
    'json, a test that fails': refuses(
      ['patch', 'cm', 'json', '--type=json', '-p', jsonPatch({ op: 'test', path: '/data/a', value: 'x' })],
      /the request is invalid|test(ing)?.*failed/i,
    ),
    'without a change': async ({ apply, says }) => {
      await apply(configMap('same', { a: '1' }))
      expect(await says(['patch', 'cm', 'same', '-p', '{"data":{"a":"1"}}'])).toBe(
        'configmap/same patched (no change)',
      )
    },
    'of the status alone': async ({ apply, says, read, make }) => {
      await apply(make.pod('waits', 'true', { spec: { nodeSelector: { none: 'such' } } }))
      const change = { metadata: { labels: { ignored: 'no' } }, status: { message: 'by hand' }, spec: {} }
      await says([
        'patch',
        'pod',
        'waits',
        '--subresource=status',
        '--type=merge',
        '-p',
        JSON.stringify(change),
      ])
      expect((await read('get pod waits')).status.message).toBe('by hand')
    },
    'of what cannot change is refused': async ({ apply, refused, make }) => {
      await apply(make.pod('fixed', 'true', { spec: { nodeSelector: { none: 'such' } } }))
      const change = JSON.stringify({ spec: { restartPolicy: 'Always' } })
      expect(await refused(['patch', 'pod', 'fixed', '-p', change])).toContain(
        'spec: Forbidden: pod updates may not change fields other than',
      )
    },
    'set image changes one container': async ({ apply, says, read, make }) => {
      await apply(make.deployment('image', 0))
      expect(await says('set image deploy/image main=registry.invalid/x:2')).toBe(
        'deployment.apps/image image updated',
      )
      expect((await read('get deploy image')).spec.template.spec.containers[0].image).toBe(
        'registry.invalid/x:2',
      )
    },
    'set env lists and changes': async ({ apply, says, make }) => {
      await apply(make.deployment('env', 0))
      await says('set env deploy/env A=1')
      expect(await says('set env deploy/env --list')).toContain('A=1')
    },
  },
}
