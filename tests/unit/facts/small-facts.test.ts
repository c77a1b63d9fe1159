import { describe, expect, it } from 'vitest'
import { isLog } from '../../../src/facts/is-log.js'
import { readStatus } from '../../../src/facts/status.js'
import { createQuote } from '../../../src/facts/quote.js'
import { createScanner } from '../../../src/secrets/index.js'
import { secretText } from '../../support/placeholders.js'

describe('a log, by its name', () => {
  it.each([
    'x/logs/current.log',
    'x/logs/previous.insecure.log',
    'x/logs/current.log.gz',
    'x/logs/current.log.gz!/current.log',
    'audit.log.3',
    'a.logs',
    'pod_log/manager.txt',
    'host_service_logs/masters/kubelet_service.log',
    'logs/x.yaml',
    'var/log/messages',
    'journal-kubelet',
  ])('is %s', (path) => {
    expect(isLog(path)).toBe(true)
  })

  it.each([
    'catalog/x.yaml',
    'operators.coreos.com/catalogsources.yaml',
    'blogs/x.txt',
    'x/login.txt',
    'logging.openshift.io/clusterloggings.yaml',
    'messages.yaml',
    'x/pods.yaml',
    'changelog',
  ])('is not %s', (path) => {
    expect(isLog(path)).toBe(false)
  })
})

describe('status.json', () => {
  it('is read as far as checks need it', () => {
    const text = JSON.stringify({
      schemaVersion: 1,
      overallStatus: 'degraded',
      interrupted: true,
      collectors: [
        { name: 'a', status: 'error', exitCode: 3, artifacts: ['x'] },
        { name: 'b', status: 'success' },
        7,
      ],
    })
    expect(readStatus(text)).toEqual({
      overall: 'degraded',
      interrupted: true,
      collectors: [
        { name: 'a', status: 'error', exitCode: 3, artifacts: ['x'] },
        { name: 'b', status: 'success', artifacts: [] },
      ],
    })
  })

  it('is read where lists are nested in it, however deeply', () => {
    const nested = `${'['.repeat(5000)}${']'.repeat(5000)}`
    const text = `{"collectors": [{"name": ${nested}, "status": "success", "artifacts": ["x", ${nested}]}]}`
    expect(readStatus(text)).toEqual({
      interrupted: false,
      collectors: [{ name: '', status: 'success', artifacts: ['x'] }],
    })
  })

  it.each([
    ['', 'not JSON'],
    ['{"collectors": [', 'not JSON'],
    ['[]', 'no collectors in it'],
    ['null', 'no collectors in it'],
    ['{"collectors": {}}', 'no collectors in it'],
  ])('that is %j is a problem', (text, problem) => {
    expect(readStatus(text)).toEqual({ problem })
  })
})

describe('gathered text in a finding', () => {
  const quote = createQuote(createScanner())

  it('is one line, short, and writes nothing on a terminal', () => {
    expect(quote('a\nb\tc \x1b[2J\u202e d\n')).toBe('a b c  [2J  d')
    expect(quote('x '.repeat(250))).toHaveLength(201)
    expect(quote('x '.repeat(250), 300)).toHaveLength(301)
    expect(quote('one two', 5)).toBe('one …')
  })

  it('holds no secret', () => {
    const token = secretText('github-personal')
    expect(quote(`login with ${token}`)).toBe('<line left out: it holds a secret>')
    expect(quote(secretText('private-key-pem'))).not.toMatch(/[A-Za-z0-9+/]{40}/)
  })
})
