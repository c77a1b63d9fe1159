import { describe, expect, it } from 'vitest'
import { parseStatusReport } from '../../../src/gather/status-report.js'

describe('parseStatusReport', () => {
  it('reads what the upstream enhancement describes', () => {
    const document = {
      schemaVersion: 1,
      mustGatherVersion: '4.18.0',
      interrupted: false,
      overallStatus: 'degraded',
      collectors: [
        { name: 'nodes', status: 'success', exitCode: 0, artifacts: ['nodes/'] },
        { name: 'logs', status: 'error', exitCode: 2, messages: [{ severity: 'error', message: 'refused' }] },
      ],
    }
    expect(parseStatusReport(JSON.stringify(document))).toEqual({
      overall: 'degraded',
      version: '4.18.0',
      interrupted: false,
      collectors: [
        { name: 'nodes', status: 'success', exitCode: 0 },
        { name: 'logs', status: 'error', exitCode: 2, messages: ['refused'] },
      ],
    })
  })

  it('leaves out what is not as it should be, and does not grow without end', () => {
    const messages = Array.from({ length: 50 }, () => ({ message: 'x '.repeat(2500) }))
    const report = parseStatusReport(
      JSON.stringify({ overallStatus: 3, collectors: [null, 'a', { exitCode: 'one', messages }] }),
    )
    expect(report).toEqual({
      collectors: [{ name: '', status: '', messages: Array.from({ length: 10 }, () => 'x '.repeat(250)) }],
    })
    expect(parseStatusReport('no JSON')).toBeUndefined()
    expect(parseStatusReport('[]')).toBeUndefined()
  })
})
