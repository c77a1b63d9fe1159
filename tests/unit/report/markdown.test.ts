import { describe, expect, test } from 'vitest'
import { markdown } from '../../../src/report/markdown-text.js'
import { markdownReporter } from '../../../src/report/reporters/markdown.js'
import { hostileReport } from './hostile-report.js'
import { failed, finding, mixedReport, passingReport } from './sample-report.js'

describe('markdown', () => {
  const text = markdownReporter.render(mixedReport())

  test('opens with the verdict and the counts', () => {
    expect(text).toMatch(/^## ❌ fail: must-gather of nfs-provisioner\n\n3 failed, 1 in error/)
    expect(markdownReporter.render(passingReport())).toMatch(/^## ✅ pass: .*\n\n2 passed\. Certifiable\./)
  })

  test('lists failures first, in a table with level, what, where and fix', () => {
    const rows = text.split('\n').filter((line) => line.startsWith('| **'))
    expect(rows[0]).toMatch(
      /^\| \*\*MG-VER-002\*\* .* \| required \| .*want: .*got: .* \| gathers\S+ \| Write the/,
    )
    expect(text.indexOf('MG-VER-002')).toBeLessThan(text.indexOf('MG-VER-001'))
  })

  test('folds what passed, was waived and was skipped', () => {
    for (const title of ['Waived (1)', 'Passed (2)', 'Skipped (2)'])
      expect(text).toContain(`<summary>${title}</summary>`)
  })

  test('keeps every row of a table at five cells and every line free of markup', () => {
    const hostile = markdownReporter.render(hostileReport())
    const rows = hostile.split('\n').filter((line) => /^\| \*\*MG-/.test(line))
    expect(rows).toHaveLength(4)
    for (const row of rows) expect(row.match(/(?<!\\)\|/g)).toHaveLength(6)
    expect(hostile).not.toMatch(/<(?!\/?(?:details|summary|pre|br)\b)/)
    const parsed = hostile.replace(/<summary>.*<\/summary>/g, '')
    expect(parsed).not.toMatch(/(?<!\\)\]\(javascript/)
    expect(hostile).not.toMatch(/^(?:# heading|- item|::)/m)
    expect(hostile).not.toMatch(/[\0-\x08\x0B-\x1F\x7F-\x9F\u202A-\u202E]|\p{Cs}/u)
  })

  test('stays far below the 1 MiB that a summary page takes', () => {
    const findings = Array.from({ length: 5000 }, () => finding({ got: 'x'.repeat(5000) }))
    const checks = Array.from({ length: 60 }, (_, index) => failed(`MG-FIL-${index}`, { findings }))
    const long = markdownReporter.render(mixedReport({ checks }))
    expect(Buffer.byteLength(long)).toBeLessThan(500_000)
    expect(long).toContain('### Failed (60)')
    expect(long).toContain('and 4990 more findings')
  })
})

test.each([
  ['a|b', 'a\\|b'],
  ['`x`', '\\`x\\`'],
  ['<b>&', '&lt;b&gt;&amp;'],
  ['must_gather _x_', 'must_gather \\_x\\_'],
  ['[a](b)', '\\[a\\](b)'],
  ['https://a.example', 'https&#58;//a.example'],
])('%s is shown as it is', (text, expected) => {
  expect(markdown(text)).toBe(expected)
})
