import { expect, test } from 'vitest'
import { formatYaml, parseManifests, parseYaml } from '../../../src/kube/yaml.js'

test('reads YAML as Kubernetes does: octal modes, yes and no, dates as text, merges', () => {
  const [value] = parseYaml(
    'a: 0644\nb: yes\nc: off\nd: 2026-11-21T00:53:49Z\ne: 08\nf: &x {y: 1}\ng: {<<: *x}\nh: "0644"\ni: 1.5\n',
    'x',
  )
  expect(value).toEqual({
    a: 420,
    b: true,
    c: false,
    d: '2026-11-21T00:53:49Z',
    e: expect.anything() as unknown,
    f: { y: 1 },
    g: { y: 1 },
    h: '0644',
    i: 1.5,
  })
})

test('reads several documents, passes over empty ones and opens lists', () => {
  const objects = parseManifests(
    '---\n---\napiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Secret, metadata: {name: a}}\n---\n{"apiVersion":"v1","kind":"Pod"}\n# end\n',
    'x',
  )
  expect(objects.map(({ kind, metadata }) => [kind, metadata.name])).toEqual([
    ['Secret', 'a'],
    ['Pod', undefined],
  ])
})

test('says which file is wrong', () => {
  expect(() => parseManifests('a: [', 'some.yaml')).toThrow(
    expect.objectContaining({
      code: 'kube.bad-yaml',
      message: expect.stringContaining('some.yaml') as string,
    }) as Error,
  )
  expect(() => parseManifests('a: 1', 'some.yaml')).toThrow(
    expect.objectContaining({ code: 'kube.bad-manifest' }) as Error,
  )
})

test('writes YAML that kubectl reads back as it was', () => {
  const value = {
    kind: 'X',
    apiVersion: 'v1',
    list: [{ b: 1, a: 'true' }],
    time: '2026-11-21T00:53:49Z',
    mode: '0644',
    yes: 'yes',
    empty: '',
    long: 'x '.repeat(90),
  }
  const text = formatYaml(value)
  expect(text.split('\n')[0]).toBe('apiVersion: v1')
  expect(text).toContain('list:\n- a: "true"\n  b: 1\n')
  expect(parseYaml(text, 'x')).toEqual([value])
})
