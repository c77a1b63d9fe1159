import { expect, test } from 'vitest'
import { withoutGenerated } from '../../../src/lib/generated-names.js'

test.each([
  ['pods/web-644dfff45d-5gffp/web.log', 'pods/web-<generated>/web.log'],
  ['pods/web-d78d4f654-p2rc2', 'pods/web-<generated>'],
  ['jobs/backup-29384756-abcde', 'jobs/backup-29384756-abcde'],
  ['jobs/backup-29384756-p2rc2', 'jobs/backup-<generated>'],
  ['daemonsets/agent-xk2v7.yaml', 'daemonsets/agent-<generated>.yaml'],
  ['dump-2026-11-21T10:00:00Z.log', 'dump-<date>.log'],
  ['dump-20261121-100000.tgz', 'dump-<date>.tgz'],
  ['dump_20261121T100000Z/x', 'dump_<date>/x'],
  ['at_10-00-01.log', 'at_<time>.log'],
  ['dump.1763719200.txt', 'dump.<time>.txt'],
  ['events/web-d78d4f654-p2rc2.1879aa01bc22d3f0.yaml', 'events/web-<generated>.<generated>.yaml'],
  ['uid-0b0e1a3c-64b4-4e5a-9f2e-1f0d5c4b3a21', 'uid-<uid>'],
])('%s', (text, stable) => {
  expect(withoutGenerated(text)).toBe(stable)
})

test.each(['nfs-provisioner-operator', 'version', 'kube-root-ca.crt', 'cluster-scoped-resources/core'])(
  'nothing in %s is generated',
  (text) => {
    expect(withoutGenerated(text)).toBe(text)
  },
)
