import { expect, test } from 'vitest'
import { collapse } from '../../../../src/author/manifest/collapse.js'

const recorded = (path: string, more: object = {}) => ({ entry: { path, ...more }, notes: [], files: [path] })
const describe = (path: string, isPassing: boolean) => recorded(path, { min: isPassing ? 0 : 99 })
const many = (make: (index: number) => string, more?: object) =>
  Array.from({ length: 13 }, (_, index) => recorded(make(index), more))
const pathsOf = (entries: readonly { entry: { path: string } }[]) => entries.map(({ entry }) => entry.path)

test('many files of a folder of which the same is said are one entry, and others stay', () => {
  const crds = many((index) => `cluster/crds/a${index}.example.com.yaml`, { content: 'yaml' })
  const other = recorded('cluster/crds/readme.txt')
  const result = collapse([...crds, other], describe)
  expect(pathsOf(result)).toEqual(['cluster/crds/readme.txt', 'cluster/crds/*.yaml'])
})

test('namespaces and pods are put together too, but not those of the operator', () => {
  const lists = many((index) => `namespaces/ns${index}/core/pods.yaml`)
  const own = recorded('namespaces/{namespace}/core/pods.yaml')
  const logs = many((index) => `namespaces/x/pods/p${index}/c/c/logs/current.log`, { content: 'log' })
  expect(pathsOf(collapse([...lists, own, ...logs], describe)).sort()).toEqual([
    'namespaces/*/core/pods.yaml',
    'namespaces/x/pods/*/c/c/logs/current.log',
    'namespaces/{namespace}/core/pods.yaml',
  ])
})

test('a few, those that differ in content, and those for live objects stay as they are', () => {
  const few = many((index) => `a/x${index}.yaml`).slice(1)
  const different = many((index) => `b/x${index}.yaml`).map(({ entry: { path } }, index) =>
    recorded(path, { content: [{ kind: `Kind${index}` }] }),
  )
  const live = many((index) => `c/{name}-${index}.yaml`, { for: { kind: 'Pod' } })
  const all = [...few, ...different, ...live]
  expect(collapse(all, describe)).toEqual(all)
})

test('two groups under one path are one entry', () => {
  const groups = ['yaml', 'json'].flatMap((content) =>
    many((index) => `a/${content}${index}.yaml`, { content }),
  )
  expect(pathsOf(collapse(groups, describe))).toEqual(['a/*.yaml'])
})
