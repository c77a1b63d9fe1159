import { describe, expect, test } from 'vitest'
import { textReporter } from '../../../src/report/reporters/text.js'
import { hostileReport } from './hostile-report.js'
import { check, failed, finding, mixedReport, passingReport } from './sample-report.js'

describe('text', () => {
  const text = textReporter.render(mixedReport())
  const lines = text.split('\n')

  test('says verdict, counts and why it is not certifiable in its first line', () => {
    expect(lines[0]).toBe(
      'fail: nfs-provisioner: 3 failed, 1 in error, 1 not evaluated, 1 recommended failed, 1 waived, 2 passed, ' +
        '2 skipped; the capture is partial; not certifiable: the cluster is embedded; the operator is a stand-in',
    )
    expect(textReporter.render(passingReport()).split('\n')[0]).toBe(
      'pass: nfs-provisioner: 2 passed; certifiable',
    )
  })

  test('ends with the verdict and the exit code', () => {
    expect(text.trimEnd().split('\n').at(-1)).toBe('verdict: fail (exit code 1)')
  })

  test('shows what failed before everything else, with want, got, where, fix and link', () => {
    expect(lines.slice(2, 9)).toEqual([
      'MG-VER-002 version file without two lines',
      '  the gather left no version file',
      '    want   a file version with two lines',
      '    got    no such file',
      '    where  gathers/default/must-gather/version',
      '    fix    Write the product and the version into /must-gather/version.',
      '    link   https://example.com/contract#version',
    ])
  })

  test('shortens the places of one file and counts those that it leaves out', () => {
    expect(text).toContain('cluster/nodes.yaml:3, :4, :5, :6, :7 and 4 more')
  })

  test('names phases, functests, waivers and notes that a reader must know', () => {
    expect(text).toContain(
      'clean-up failed after 30.0s: kube.timeout: namespace must-gather-x was not gone after 30s',
    )
    expect(text).toContain('pvc-bound: failed, exit code 3\n    pvc nfs-server is Pending')
    expect(text).toContain('is expired (until 2026-01-31): until the next release')
    expect(text).toContain('The operator is a stand-in')
  })

  test('counts right where it leaves out', () => {
    const findings = Array.from({ length: 2000 }, (_, index) =>
      finding({ message: `file ${index} is missing` }),
    )
    const skips = Array.from({ length: 500 }, (_, index) =>
      check(`MG-OLM-${index}`, { outcome: 'skip', skip: 'not-applicable', reason: 'no OLM' }),
    )
    const long = textReporter.render(mixedReport({ checks: [failed('MG-FIL-001', { findings }), ...skips] }))
    expect(long).toContain('and 1980 more findings')
    expect(long).toContain('1 failed, 500 skipped')
    expect(long).toContain('and 470 more')
    expect(long.split('\n').length).toBeLessThan(250)
  })

  test('has colours only where asked', () => {
    expect(text).not.toContain('\x1b')
    expect(textReporter.render(mixedReport(), { colour: true })).toContain('\x1b[31mfail\x1b[39m')
  })

  test('lets nothing of a gather act on a terminal or a CI', () => {
    const hostile = textReporter.render(hostileReport())
    expect(hostile).not.toMatch(/[\0-\x08\x0B-\x1F\x7F-\x9F\u202A-\u202E]|\p{Cs}/u)
    expect(hostile).not.toMatch(/^\s*::/m)
    expect(hostile).toContain('\\u{1B}[31mred')
  })

  test('is of bounded length whatever a gather printed', () => {
    expect(textReporter.render(hostileReport()).length).toBeLessThan(60_000)
  })
})
