import type { CheckResult, Finding, Report } from '../../../src/model/report.js'

/** Reports for the tests of the reporters: one that passes and one with every outcome that there is. */

export function finding(fields: Partial<Finding> = {}): Finding {
  return {
    message: 'the gather left no version file',
    want: 'a file version with two lines',
    got: 'no such file',
    at: { path: 'gathers/default/must-gather/version' },
    count: 1,
    fix: 'Write the product and the version into /must-gather/version.',
    fingerprint: '0123456789abcdef0123456789abcdef',
    ...fields,
  }
}

export function check(id: string, fields: Partial<CheckResult> = {}): CheckResult {
  return {
    id,
    title: `title of ${id}`,
    group: 'must-gather',
    level: 'required',
    outcome: 'pass',
    contract: {
      sentence: 'Must produce a text /must-gather/version.',
      link: 'https://example.com/contract#version',
    },
    findings: [],
    ...fields,
  }
}

export const failed = (id: string, fields: Partial<CheckResult> = {}): CheckResult =>
  check(id, { outcome: 'fail', findings: [finding()], ...fields })

const digest = (character: string) => `sha256:${character.repeat(64)}`

export function passingReport(fields: Partial<Report> = {}): Report {
  return {
    schemaVersion: 'report/v1',
    tool: { name: 'isv-must-gather', version: '0.1.0' },
    subject: {
      isv: 'nfs-provisioner',
      layout: 'capture',
      path: 'artifacts/nfs-provisioner/r1/capture',
      digest: digest('a'),
      state: 'complete',
      configDigest: digest('b'),
      images: [
        {
          role: 'mustGather',
          ref: 'quay.io/example/must-gather:0.0.9',
          source: 'pulled',
          digest: digest('c'),
          notes: [],
        },
      ],
      gathers: [{ name: 'default', files: 41, bytes: 123_456, exitCode: 0, durationMs: 4200 }],
      secretFound: false,
    },
    cluster: { driver: 'kind', version: 'v1.36.4', platform: 'kubernetes', certifiable: true },
    certifiable: { value: true, why: [] },
    profile: 'isv/v1',
    verdict: 'pass',
    exitCode: 0,
    startedAt: '2026-11-20T10:00:00.000Z',
    durationMs: 15_300,
    checks: [
      check('MG-OPR-001', { group: 'operator', title: 'operator not available', looked: '1 deployment' }),
      check('MG-VER-001', { title: 'version file missing', looked: '1 gather' }),
    ],
    phases: [
      { name: 'cluster', outcome: 'passed', startedAt: '2026-11-20T10:00:00.000Z', durationMs: 2100 },
      { name: 'gather', outcome: 'passed', startedAt: '2026-11-20T10:00:02.100Z', durationMs: 4200 },
    ],
    functests: [
      {
        name: 'operand-present',
        outcome: 'passed',
        exitCode: 0,
        durationMs: 320,
        output: 'the operand is there\n',
      },
    ],
    waivers: [],
    notes: [],
    reportDigest: digest('d'),
    ...fields,
  }
}

/** Every outcome, level, kind of skip, phase outcome, functest outcome and state of a waiver at once. */
export function mixedReport(fields: Partial<Report> = {}): Report {
  const passing = passingReport()
  return {
    ...passing,
    subject: {
      ...passing.subject,
      state: 'partial',
      secretFound: true,
      images: [
        ...passing.subject.images,
        {
          role: 'operator',
          ref: 'quay.io/example/operator:0.0.9',
          source: 'stand-in',
          notes: ['RUN was not executed'],
        },
      ],
    },
    cluster: {
      driver: 'embedded',
      version: 'v1.36.0',
      platform: 'kubernetes',
      certifiable: false,
      isolation: 'namespaces',
      client: 'kubectl v1.36.4',
    },
    certifiable: { value: false, why: ['the cluster is embedded', 'the operator is a stand-in'] },
    verdict: 'fail',
    exitCode: 1,
    checks: [
      ...passing.checks,
      failed('MG-VER-002', { title: 'version file without two lines' }),
      failed('MG-FIL-001', {
        title: 'expected file missing',
        findings: [
          finding({ message: 'namespaces/*/pods.yaml matches nothing', got: '0 files' }),
          finding({
            message: 'an error text where data should be',
            want: 'data',
            got: 'Error from server (Forbidden)',
            at: { path: 'gathers/default/must-gather/cluster/nodes.yaml', line: 3 },
            count: 9,
            places: [3, 4, 5, 6, 7, 8].map((line) => ({
              path: 'gathers/default/must-gather/cluster/nodes.yaml',
              line,
            })),
          }),
        ],
      }),
      check('MG-LOG-005', {
        title: 'log and status.json disagree',
        outcome: 'error',
        reason: 'the check threw: TypeError: x is undefined',
      }),
      check('MG-IMG-003', {
        title: 'other image than configured',
        outcome: 'skip',
        skip: 'not-applicable',
        reason: 'images have no digests on this cluster',
      }),
      check('MG-RUN-006', {
        title: 'leftovers on the cluster',
        outcome: 'skip',
        skip: 'not-evaluated',
        reason: 'the capture holds no cluster.json',
      }),
      check('MG-VER-003', {
        title: 'version of another form',
        outcome: 'skip',
        skip: 'not-evaluated',
        reason: 'there is no version',
        because: 'MG-VER-002',
      }),
      failed('MG-BUD-001', {
        title: 'longer than its budget',
        level: 'recommended',
        findings: [finding({ message: 'the gather took 6m', want: '5m', got: '6m' })],
      }),
      check('MG-SEC-003', {
        title: 'known kind of secret',
        outcome: 'waived',
        findings: [
          finding({
            message: 'AWS access key AKIA…, 20 characters',
            waivedBy: { reason: 'a documented example', expires: '2027-01-31' },
          }),
        ],
      }),
      failed('MG-FUN-001', {
        title: 'functest failed',
        findings: [
          finding({ message: 'functest pvc-bound failed', want: 'exit code 0', got: 'exit code 3' }),
        ],
      }),
    ],
    phases: [
      ...passing.phases,
      { name: 'scripts', outcome: 'failed', durationMs: 900, reason: 'gather_operand: exit code 2' },
      { name: 'samples', outcome: 'skipped', reason: 'the configuration names none' },
      {
        name: 'clean-up',
        outcome: 'failed',
        durationMs: 30_000,
        error: {
          code: 'kube.timeout',
          message: 'namespace must-gather-x was not gone after 30s',
          next: 'Delete it: kubectl delete namespace must-gather-x',
          exitCode: 4,
        },
      },
    ],
    functests: [
      ...passing.functests,
      {
        name: 'pvc-bound',
        outcome: 'failed',
        exitCode: 3,
        durationMs: 110,
        output: 'pvc nfs-server is Pending\n',
      },
      { name: 'never-run', outcome: 'not-run', durationMs: 0, output: '' },
    ],
    waivers: [
      {
        check: 'MG-SEC-003',
        fingerprint: 'a'.repeat(32),
        reason: 'a documented example',
        expires: '2027-01-31',
        state: 'used',
      },
      {
        check: 'MG-FIL-004',
        fingerprint: 'b'.repeat(32),
        reason: 'was mended',
        expires: '2027-01-31',
        state: 'unused',
      },
      {
        check: 'MG-FIL-003',
        fingerprint: 'c'.repeat(32),
        reason: 'until the next release',
        expires: '2026-01-31',
        state: 'expired',
      },
      {
        check: 'MG-FIL-007',
        fingerprint: 'd'.repeat(32),
        reason: 'logs of jobs',
        expires: '2027-01-31',
        state: 'used',
        covers: 2,
        tooWide: ['it covers 2 findings: a; b'],
      },
    ],
    notes: [
      'The operator is a stand-in: its own image could not be had.',
      'RUN of the Dockerfile was not executed.',
    ],
    ...fields,
  }
}
