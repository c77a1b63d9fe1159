import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { formatAge } from '../../../src/kubectl/print/age.js'
import { compileCustomColumns } from '../../../src/kubectl/print/custom-columns.js'
import { alignTabs } from '../../../src/kubectl/print/tab-writer.js'
import { TableWriter, type Table } from '../../../src/kubectl/print/table.js'

const options = { wide: false, withNamespace: false, noHeaders: false, showLabels: false, labelColumns: [] }

test('a recorded Table of pods is printed as kubectl printed it', async () => {
  const table = JSON.parse(
    await readFile(new URL('../../../fixtures/wire/table-pods.json', import.meta.url), 'utf8'),
  ) as Table
  const lines = new TableWriter(options).format(table).split('\n')
  expect(lines[0]).toBe('NAME                   READY   STATUS    RESTARTS   AGE')
  expect(lines[1]).toMatch(/^fails-\w+ {12}0\/1 {5}Error {5}0 {10}\d+s$/)
  const wide = new TableWriter({ ...options, wide: true, withNamespace: true, noHeaders: true })
    .format(table)
    .split('\n')
  expect(wide[0]).toMatch(/^wire {3}fails-\w+ .* <none>$/)
})

test('cells of several lines are cut, missing ones are empty', () => {
  const table: Table = {
    kind: 'Table',
    columnDefinitions: [{ name: 'Name' }, { name: 'Message' }, { name: 'Last' }],
    rows: [{ cells: ['a', null, 'one\ntwo'] }],
  }
  expect(new TableWriter(options).format(table)).toBe('NAME   MESSAGE   LAST\na                one...\n')
})

test('a watch goes on in the widths that it began with', () => {
  const writer = new TableWriter(options)
  const row = (name: string): Table => ({
    kind: 'Table',
    columnDefinitions: null,
    rows: [{ cells: [name, 'x'] }],
  })
  writer.format({ ...row('a-long-name'), columnDefinitions: [{ name: 'Name' }, { name: 'Age' }] })
  expect(writer.format(row('b'))).toBe('b             x\n')
})

test('custom columns: nested values as Go prints them, none where there is nothing', () => {
  const object = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'a', labels: { b: '1', a: '2' } },
    list: [{ n: 1 }, { n: 2 }],
  }
  const columns = compileCustomColumns('NAME:.metadata.name,L:metadata.labels,N:{.list[*].n},X:.nope')
  expect(columns([object], false)).toBe('NAME   L              N     X\na      map[a:2 b:1]   1,2   <none>\n')
  expect(columns([], false)).toBe('NAME   L     N     X\n')
  expect(compileCustomColumns(':metadata.name')([object], true)).toBe('a\n')
  expect(() => compileCustomColumns('NAME')).toThrow('expected <header>:<json-path-expr>')
})

test.each([
  [0, '0s'],
  [119, '119s'],
  [120, '2m'],
  [125, '2m5s'],
  [600, '10m'],
  [10_799, '179m'],
  [10_800, '3h'],
  [11_000, '3h3m'],
  [28_800, '8h'],
  [172_799, '47h'],
  [172_800, '2d'],
  [180_000, '2d2h'],
  [691_200, '8d'],
  [63_072_000, '2y'],
  [70_000_000, '2y80d'],
  [-5, '<invalid>'],
])('%d seconds are %s', (seconds, text) => {
  expect(formatAge(0, seconds * 1000)).toBe(text)
})

test('tabs align lines that follow one another, and a line without ends the column', () => {
  expect(alignTabs('Name:\tx\nService Account:\ty\nIPs:\n  IP:\tz\nEnd:\t')).toBe(
    'Name:             x\nService Account:  y\nIPs:\n  IP:  z\nEnd:   ',
  )
})
