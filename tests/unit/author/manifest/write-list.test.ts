import { expect, test } from 'vitest'
import { parseExpectedFiles } from '../../../../src/config/index.js'
import { writeList } from '../../../../src/author/manifest/write-list.js'

const recorded = (entry: object) => ({ entry: entry as { path: string }, notes: [], files: [] })

test('a list is grouped, quoted where it must be, and reads back as what it was', async () => {
  const entries = [
    { path: 'cluster-scoped-resources/core/nodes/*.yaml', content: [{ kind: 'Node', count: 1 }] },
    {
      path: 'namespaces/{namespace}/pods/{name}/{name}.yaml',
      for: { kind: 'Pod', namespace: '{namespace}', labels: { 'a/b': "it's, {odd}", yes: 'true' } },
      min: 0,
    },
    { path: '*.txt', empty: 'allowed' },
    { path: 'namespaces/other/x: y #.yaml', content: 'yaml', when: { feature: 'a.example.com' } },
    { path: 'logs/x.log', content: 'log' },
  ]
  const forbidden = ['**/kubeconfig']
  const text = writeList(entries.map(recorded), {
    isv: 'acme',
    before: { forbidden, unexpected: 'fail' } as never,
  })
  const list = await parseExpectedFiles('x.yaml', text)
  expect(list.files.map(({ path }) => path)).toEqual([
    '*.txt',
    'cluster-scoped-resources/core/nodes/*.yaml',
    'namespaces/{namespace}/pods/{name}/{name}.yaml',
    'namespaces/other/x: y #.yaml',
    'logs/x.log',
  ])
  expect(list.files).toEqual(expect.arrayContaining(entries))
  expect(list).toMatchObject({ forbidden, unexpected: 'fail', unexpectedEmpty: 'fail' })
  expect(text).toContain('    content: [{ kind: Node, count: 1 }]\n')
  expect(text.match(/^ {2}# .*$/gm)).toEqual([
    '  # The gather itself',
    '  # The cluster',
    '  # Its pods',
    '  # Namespace other',
    '  # Folder logs',
  ])
})
