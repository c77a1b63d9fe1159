import { describe, expect, it } from 'vitest'
import { fingerprintOf } from '../../../src/verify/fingerprint.js'
import { draft } from '../../support/results.js'

const at = (path: string, line?: number) =>
  fingerprintOf('MG-FIL-003', draft({ at: line === undefined ? { path } : { path, line }, subject: path }))

describe('a fingerprint', () => {
  it.each([
    [
      'pods of a Deployment',
      'pods/acme-operator-7d9c5b8f6d-x2k4z/x.yaml',
      'pods/acme-operator-6f5d9c8b7c-q9w8z/x.yaml',
    ],
    ['pods of a DaemonSet', 'pods/node-agent-x2k4z.yaml', 'pods/node-agent-bbcxz.yaml'],
    ['Jobs of a CronJob', 'jobs/backup-29402880/x.yaml', 'jobs/backup-29404320/x.yaml'],
    ['their pods', 'pods/backup-29402880-x2k4z/x.yaml', 'pods/backup-29404320-q9w8z/x.yaml'],
    [
      'uids',
      'volumes/pvc-5b1f4c1e-9d0c-4a45-9b7e-0d3a4f6c2a11',
      'volumes/pvc-0b1f4c1e-9d0c-4a45-9b7e-0d3a4f6c2a12',
    ],
    ['times', 'logs/2026-11-20T10:00:00Z.txt', 'logs/2027-01-02T11:30:05Z.txt'],
    ['digests of images', `x-sha256-${'a'.repeat(64)}/version`, `x-sha256-${'b'.repeat(64)}/version`],
    [
      'names in a command',
      "oc logs 'acme-operator-7d9c5b8f6d-x2k4z' -c x",
      "oc logs 'acme-operator-6f5d9c8b7c-q9w8z' -c x",
    ],
  ])('does not depend on generated names: %s', (_, one, other) => {
    expect(at(one)).toBe(at(other))
  })

  it.each([
    ['pods/acme-operator/x.yaml', 'pods/acme-operand/x.yaml'],
    ['pods/acme-web-0/x.yaml', 'pods/acme-web-1/x.yaml'],
    ['nodes/node-1.yaml', 'nodes/node-2.yaml'],
    ['a/widgets.yaml', 'a/gadgets.yaml'],
    ['apis/v1.yaml', 'apis/v1beta1.yaml'],
  ])('tells %s from %s', (one, other) => {
    expect(at(one)).not.toBe(at(other))
  })

  it('does not depend on the line, the message and what was found', () => {
    expect(at('a', 1)).toBe(at('a', 99))
    expect(fingerprintOf('A', draft({ got: 'x', message: 'y', count: 7 }))).toBe(fingerprintOf('A', draft()))
  })

  it('depends on the check, the rule, and the value of a secret', () => {
    const all = [
      fingerprintOf('A', draft()),
      fingerprintOf('B', draft()),
      fingerprintOf('A', draft({ rule: 'r' })),
      fingerprintOf('A', draft({ fingerprint: '1' })),
      fingerprintOf('A', draft({ fingerprint: '2' })),
    ]
    expect(new Set(all).size).toBe(all.length)
    expect(all.every((one) => /^[0-9a-f]{32}$/.test(one))).toBe(true)
  })
})
