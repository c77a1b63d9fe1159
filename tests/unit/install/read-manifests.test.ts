import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { overrideImages } from '../../../src/install/override-images.js'
import { readManifests } from '../../../src/install/read-manifests.js'

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'manifests-'))
})
afterEach(() => rm(dir, { recursive: true, force: true }))

async function file(name: string, text: string): Promise<string> {
  await writeFile(join(dir, name), text)
  return join(dir, name)
}

it('reads documents and lists in their order, and knows where each stands', async () => {
  const a = await file(
    'a.yaml',
    '# nothing\n---\napiVersion: v1\nkind: Namespace\nmetadata: {name: n}\n---\napiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: ConfigMap, metadata: {name: one}}\n- {apiVersion: v1, kind: ConfigMap, metadata: {name: two}}\n',
  )
  const b = await file('b.json', '{"apiVersion":"v1","kind":"Secret","metadata":{"name":"s"}}')
  const read = await readManifests([a, b])
  expect(read.map(({ object, source }) => [object.metadata.name, source])).toEqual([
    ['n', `${a}, document 1`],
    ['one', `${a}, document 2, item 1`],
    ['two', `${a}, document 2, item 2`],
    ['s', b],
  ])
})

it('tells everything that is wrong at once', async () => {
  const a = await file(
    'a.yaml',
    'apiVersion: v1\nmetadata: {name: n}\n---\nkind: Pod\n---\nhello\n---\napiVersion: v1\nkind: Pod\nmetadata: {generateName: x-}\n',
  )
  const b = await file('b.yaml', 'a: [1\n')
  await expect(readManifests([a, b])).rejects.toMatchObject({ code: 'install.manifest-invalid', exitCode: 2 })
  const { message } = (await readManifests([a, b]).catch((error: unknown) => error as Error)) as Error
  expect(message.split('\n').slice(0, 4)).toEqual([
    `${a}, document 1: kind is missing`,
    `${a}, document 2: apiVersion is missing`,
    `${a}, document 3: it is no Kubernetes object`,
    `${a}, document 4: Pod has no metadata.name`,
  ])
  expect(message).toContain(`${b} is not valid YAML`)
})

it('names a file that is not there', async () => {
  await expect(readManifests([join(dir, 'no.yaml')])).rejects.toMatchObject({
    code: 'install.manifest-invalid',
  })
})

it('replaces images and nothing else of the same text', () => {
  const pod = { spec: { containers: [{ image: 'a:1', args: ['a:1'] }, { image: 'b:1' }] } }
  expect(overrideImages(pod, new Map([['a:1', 'c:1']]))).toEqual({
    spec: { containers: [{ image: 'c:1', args: ['a:1'] }, { image: 'b:1' }] },
  })
})
