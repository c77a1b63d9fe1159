import { expect, test } from 'vitest'
import { applyStages } from '../../../src/kube/apply-order.js'
import { applyObjects } from '../../../src/kube/apply.js'
import { startEmbedded } from './embedded-server.js'
import { parseManifests } from '../../../src/kube/yaml.js'

const manifests = parseManifests(
  `
apiVersion: example.com/v1
kind: Widget
metadata: {name: one, namespace: x}
spec: {size: 3}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: conf, namespace: x}
data: {a: b}
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: widgets.example.com}
spec:
  group: example.com
  scope: Namespaced
  names: {plural: widgets, singular: widget, kind: Widget}
  versions:
  - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}}
---
apiVersion: v1
kind: Namespace
metadata: {name: x}
`,
  'test',
)

test('applies what others need first, waits for the CRD, and says what changed', async () => {
  await using api = await startEmbedded()
  const apply = async (objects = manifests) => {
    const outcomes: string[] = []
    for await (const { resource, object, outcome } of applyObjects(api.connection, objects, {
      fieldManager: 'test',
    })) {
      outcomes.push(`${resource.plural} ${object.metadata.name} ${outcome}`)
    }
    return outcomes
  }
  expect(await apply()).toEqual([
    'namespaces x created',
    'customresourcedefinitions widgets.example.com created',
    'configmaps conf created',
    'widgets one created',
  ])
  expect((await apply()).every((line) => line.endsWith(' unchanged'))).toBe(true)
  const changed = manifests.map((object) =>
    object.kind === 'ConfigMap' ? { ...object, data: { a: 'c' } } : object,
  )
  expect(await apply(changed)).toContain('configmaps conf configured')
})

test('a kind that the server has not is told', async () => {
  await using api = await startEmbedded()
  const [widget] = manifests
  const applying = applyObjects(api.connection, widget ? [widget] : [], { fieldManager: 'test' })
  await expect(applying.next()).rejects.toMatchObject({ code: 'kube.no-such-kind' })
})

test('stages keep the order of the file within them', () => {
  const object = (kind: string, name: string) => ({ apiVersion: 'v1', kind, metadata: { name } })
  const stages = applyStages([
    object('Pod', 'b'),
    object('Widget', 'w'),
    object('Pod', 'a'),
    object('Secret', 's'),
  ])
  expect(stages.map((stage) => stage.map(({ metadata }) => metadata.name))).toEqual([
    ['s'],
    ['b', 'a'],
    ['w'],
  ])
})
