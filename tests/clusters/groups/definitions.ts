import { expect } from 'vitest'
import type { Case, Group } from '../support/group.js'
import type { KubeObject } from '../../../src/model/kubernetes.js'
import { runLabel, type Scene } from '../support/scene.js'

/** A definition of this run's own, so that two runs on one cluster do not meet. */
const groupOf = ({ runId }: Scene, name: string) => `${name}${runId}.cluster-suite.example`

const schema = {
  type: 'object',
  required: ['spec'],
  properties: {
    spec: {
      type: 'object',
      required: ['size'],
      properties: {
        size: { type: 'integer', minimum: 1, maximum: 100, description: 'how big' },
        colour: { type: 'string', enum: ['red', 'green', 'blue'], default: 'blue' },
        free: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
        limit: { 'x-kubernetes-int-or-string': true },
        items: {
          type: 'array',
          'x-kubernetes-list-type': 'map',
          'x-kubernetes-list-map-keys': ['name'],
          items: {
            type: 'object',
            required: ['name'],
            properties: { name: { type: 'string' }, value: { type: 'string' } },
          },
        },
      },
    },
    status: {
      type: 'object',
      properties: { phase: { type: 'string' }, size: { type: 'integer' } },
    },
  },
}

function definition(scene: Scene, name: string, spec: object = {}): KubeObject {
  const version = {
    ...{ name: 'v1', served: true, storage: true },
    schema: { openAPIV3Schema: schema },
    subresources: {
      status: {},
      scale: { specReplicasPath: '.spec.size', statusReplicasPath: '.status.size' },
    },
    selectableFields: [{ jsonPath: '.spec.colour' }],
    additionalPrinterColumns: [
      { name: 'Size', type: 'integer', jsonPath: '.spec.size', description: 'how big' },
      { name: 'Phase', type: 'string', jsonPath: '.status.phase' },
      { name: 'Colour', type: 'string', jsonPath: '.spec.colour', priority: 1 },
      { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' },
    ],
  }
  const kind = name.charAt(0).toUpperCase() + name.slice(1)
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${name}s.${groupOf(scene, name)}`, labels: { [runLabel]: scene.runId } },
    spec: {
      ...{ group: groupOf(scene, name), scope: 'Namespaced' },
      names: { kind, plural: `${name}s`, singular: name, shortNames: [`${name.slice(0, 2)}x${scene.runId}`] },
      versions: [version],
      ...spec,
    },
  }
}

function thing(scene: Scene, name: string, spec: object = { size: 3 }, kind = 'widget'): KubeObject {
  const typed = {
    apiVersion: `${groupOf(scene, kind)}/v1`,
    kind: kind.charAt(0).toUpperCase() + kind.slice(1),
  }
  return { ...typed, metadata: { name }, spec }
}

const typeOf = (scene: Scene, kind = 'widget') => `${kind}s.${groupOf(scene, kind)}`

/** A case that works with widgets, once their definition is established. */
const widgets =
  (run: (scene: Scene, type: string) => Promise<void>): Case =>
  async (scene) => {
    await established(scene)
    await run(scene, typeOf(scene))
  }

async function established(scene: Scene, kind = 'widget'): Promise<void> {
  await scene.says(`wait --for=condition=Established crd/${typeOf(scene, kind)} --timeout=180s`)
  await scene.until(() => scene.says(`get ${typeOf(scene, kind)}`))
}

const create = (scene: Scene, name: string, spec?: object) =>
  scene.says('create -f -', JSON.stringify(thing(scene, name, spec)))

/** Custom resource definitions and what lives by them. */
export const definitions: Group = {
  name: 'definitions',
  objects: (scene) => [definition(scene, 'widget')],
  cases: {
    'are established, and say so': async (scene) => {
      await established(scene)
      const { status } = await scene.read(`get crd ${typeOf(scene)}`)
      expect(status.acceptedNames).toMatchObject({ kind: 'Widget', plural: 'widgets' })
      expect(status.storedVersions).toEqual(['v1'])
      const conditions = status.conditions.map(
        ({ type, status: is }: Record<string, string>) => `${type}=${is}`,
      )
      expect(conditions).toEqual(expect.arrayContaining(['NamesAccepted=True', 'Established=True']))
    },
    'make a type that is discovered': widgets(async (scene) => {
      const out = await scene.says(`api-resources --api-group=${groupOf(scene, 'widget')} --no-headers`)
      expect(out).toMatch(new RegExp(`^widgets +wix${scene.runId} +\\S+/v1 +true +Widget$`, 'm'))
    }),
    'have a short name': widgets(async (scene) => {
      await create(scene, 'short')
      expect(await scene.says(`get wix${scene.runId} short -o name`)).toBe(
        `widget.${groupOf(scene, 'widget')}/short`,
      )
    }),
    'put in defaults': widgets(async (scene, type) => {
      await create(scene, 'defaulted')
      expect((await scene.read(`get ${type} defaulted`)).spec).toEqual({ size: 3, colour: 'blue' })
    }),
    'are printed in their columns': widgets(async (scene, type) => {
      await create(scene, 'printed')
      expect(await scene.says(`get ${type} printed`)).toMatch(/^NAME +SIZE +PHASE +AGE\nprinted +3 +\S+$/)
      expect(await scene.says(`get ${type} printed -o wide`)).toMatch(
        /^NAME +SIZE +PHASE +COLOUR +AGE\nprinted +3 +blue +\S+$/,
      )
    }),
    'refuse what is too big': widgets(async (scene) => {
      const err = await scene.refused('create -f -', JSON.stringify(thing(scene, 'big', { size: 500 })))
      expect(err).toContain(
        'spec.size: Invalid value: 500: spec.size in body should be less than or equal to 100',
      )
    }),
    'refuse what is missing': widgets(async (scene) => {
      const err = await scene.refused('create -f -', JSON.stringify(thing(scene, 'empty', {})))
      expect(err).toContain('spec.size: Required value')
    }),
    'refuse a value that is not listed': widgets(async (scene) => {
      const err = await scene.refused(
        'create -f -',
        JSON.stringify(thing(scene, 'odd', { size: 1, colour: 'pink' })),
      )
      expect(err).toContain(
        'spec.colour: Unsupported value: "pink": supported values: "red", "green", "blue"',
      )
    }),
    'refuse a wrong type': widgets(async (scene) => {
      const err = await scene.refused('create -f -', JSON.stringify(thing(scene, 'text', { size: 'three' })))
      expect(err).toContain('spec.size in body must be of type integer: "string"')
    }),
    'refuse what is unknown, when asked strictly': widgets(async (scene) => {
      const err = await scene.refused(
        'create -f -',
        JSON.stringify(thing(scene, 'more', { size: 1, extra: true })),
      )
      expect(err).toContain('strict decoding error: unknown field "spec.extra"')
    }),
    'drop what is unknown, when not': widgets(async (scene, type) => {
      const pruned = thing(scene, 'pruned', {
        size: 1,
        extra: true,
        free: { any: { thing: 1 } },
        limit: '50%',
      })
      await scene.says('create --validate=false -f -', JSON.stringify(pruned))
      const { spec } = await scene.read(`get ${type} pruned`)
      expect(spec).toEqual({ size: 1, colour: 'blue', free: { any: { thing: 1 } }, limit: '50%' })
    }),
    'keep the status apart': widgets(async (scene, type) => {
      const input = { ...thing(scene, 'stated'), status: { phase: 'Ignored' } }
      await scene.says('create -f -', JSON.stringify(input))
      expect((await scene.read(`get ${type} stated`)).status).toBeUndefined()
      const change = JSON.stringify({ spec: { size: 9 }, status: { phase: 'Ready' } })
      await scene.says(['patch', type, 'stated', '--subresource=status', '--type=merge', '-p', change])
      const after = await scene.read(`get ${type} stated`)
      expect(after).toMatchObject({
        spec: { size: 3 },
        status: { phase: 'Ready' },
        metadata: { generation: 1 },
      })
      await scene.says(['patch', type, 'stated', '--type=merge', '-p', '{"spec":{"size":4}}'])
      expect((await scene.read(`get ${type} stated`)).metadata.generation).toBe(2)
    }),
    'can be waited for': widgets(async (scene, type) => {
      await create(scene, 'awaited')
      const waiting = scene.says([
        'wait',
        '--for=jsonpath={.status.phase}=Ready',
        `${type}/awaited`,
        '--timeout=180s',
      ])
      const change = ['--subresource=status', '--type=merge', '-p', '{"status":{"phase":"Ready"}}']
      await scene.says(['patch', type, 'awaited', ...change])
      expect(await waiting).toContain('/awaited condition met')
    }),
    scale: widgets(async (scene, type) => {
      await create(scene, 'scaled')
      await scene.says(`scale ${type}/scaled --replicas=7`)
      expect((await scene.read(`get ${type} scaled`)).spec.size).toBe(7)
    }),
    'apply and change': widgets(async (scene, type) => {
      await scene.apply(thing(scene, 'applied', { size: 1 }))
      await scene.apply(thing(scene, 'applied', { size: 2 }))
      expect((await scene.read(`get ${type} applied`)).spec.size).toBe(2)
    }),
    'merge lists by their keys on the server': widgets(async (scene, type) => {
      const item = (name: string) => ({ size: 1, items: [{ name, value: name }] })
      const command = (manager: string) => `apply --server-side --field-manager=${manager} -f -`
      await scene.says(command('a'), JSON.stringify(thing(scene, 'listed', item('a'))))
      await scene.says(command('b'), JSON.stringify(thing(scene, 'listed', item('b'))))
      const { items } = (await scene.read(`get ${type} listed`)).spec
      expect(items.map(({ name }: { name: string }) => name)).toEqual(['a', 'b'])
    }),
    'refuse a strategic patch': widgets(async (scene, type) => {
      await create(scene, 'plain')
      const patch = ['patch', type, 'plain', '--type=strategic', '-p', '{"spec":{"size":4}}']
      expect(await scene.refused(patch)).toContain('the body of the request was in an unknown format')
    }),
    'are selected by their own fields': widgets(async (scene, type) => {
      await create(scene, 'red-one', { size: 1, colour: 'red' })
      const name = `widget.${groupOf(scene, 'widget')}/red-one`
      expect(await scene.says(`get ${type} --field-selector=spec.colour=red -o name`)).toBe(name)
    }),
    'are explained': widgets(async (scene) => {
      await scene.until(async () =>
        expect(
          await scene.says(`explain widget.spec --api-version=${groupOf(scene, 'widget')}/v1`),
        ).toContain('how big'),
      )
    }),
    'are described': widgets(async (scene, type) => {
      await create(scene, 'told')
      expect(await scene.says(`describe ${type} told`)).toMatch(/^Spec:\n {2}Colour: +blue\n {2}Size: +3$/m)
    }),
    'check rules of an expression': async (scene) => {
      const rule = { rule: 'self.low <= self.high', message: 'low is above high' }
      const properties = { low: { type: 'integer' }, high: { type: 'integer' } }
      const spec = { type: 'object', properties, 'x-kubernetes-validations': [rule] }
      const openAPIV3Schema = { type: 'object', properties: { spec } }
      const versions = [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema } }]
      await scene.apply(definition(scene, 'range', { versions }))
      await established(scene, 'range')
      const err = await scene.refused(
        'create -f -',
        JSON.stringify(thing(scene, 'r', { low: 2, high: 1 }, 'range')),
      )
      expect(err).toContain('low is above high')
    },
    'serve every version': async (scene) => {
      const versions = ['v1', 'v1beta1'].map((name) => ({
        ...{ name, served: true, storage: name === 'v1' },
        schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
      }))
      await scene.apply(definition(scene, 'gadget', { versions }))
      await established(scene, 'gadget')
      await scene.says('create -f -', JSON.stringify(thing(scene, 'both', {}, 'gadget')))
      const old = await scene.read(`get gadgets.v1beta1.${groupOf(scene, 'gadget')} both`)
      expect(old.apiVersion).toBe(`${groupOf(scene, 'gadget')}/v1beta1`)
    },
    'of the cluster have no namespace': async (scene) => {
      await scene.apply(definition(scene, 'globe', { scope: 'Cluster' }))
      await established(scene, 'globe')
      await scene.says('create -f -', JSON.stringify(thing(scene, 'round', { size: 1 }, 'globe')))
      expect((await scene.read(`get ${typeOf(scene, 'globe')} round`)).metadata.namespace).toBeUndefined()
    },
    'take their objects with them': async (scene) => {
      await scene.apply(definition(scene, 'leaf'))
      await established(scene, 'leaf')
      await scene.says('create -f -', JSON.stringify(thing(scene, 'one', { size: 1 }, 'leaf')))
      await scene.says(`delete crd ${typeOf(scene, 'leaf')} --timeout=180s`)
      await scene.until(async () =>
        expect(await scene.refused(`get ${typeOf(scene, 'leaf')}`)).toContain("doesn't have a resource type"),
      )
    },
    'without a schema are refused': async (scene) => {
      const versions = [{ name: 'v1', served: true, storage: true }]
      const err = await scene.refused('create -f -', JSON.stringify(definition(scene, 'bare', { versions })))
      expect(err).toMatch(/spec.versions\[0\].schema.openAPIV3Schema: Required value/)
    },
    'of a wrong name are refused': async (scene) => {
      const wrong = definition(scene, 'wrong')
      const err = await scene.refused(
        'create -f -',
        JSON.stringify({ ...wrong, metadata: { name: 'other.example' } }),
      )
      expect(err).toContain('must be spec.names.plural+"."+spec.group')
    },
  },
}
