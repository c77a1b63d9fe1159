import { expect, test } from 'vitest'
import { clusterText, groupCounts } from '../../../src/report/headline.js'
import { check, failed, passingReport } from './sample-report.js'

const cluster = { driver: 'existing', version: 'v1.31.4', platform: 'openshift', certifiable: false }
const node = { architecture: 'amd64', os: 'RHCOS 418', kubelet: 'v1.31.4', runtime: 'cri-o://1.31.3' }

test('a cluster is named with its version of OpenShift, its nodes by architecture, and its host', () => {
  const nodes = [
    { ...node, count: 3 },
    { ...node, architecture: 'arm64', count: 1 },
  ]
  const report = passingReport({
    cluster: { ...cluster, openshift: '4.18.3', nodes, server: 'api.example.com:6443' },
  })
  expect(clusterText(report)).toBe(
    'existing v1.31.4 (openshift 4.18.3, 3 nodes amd64, 1 node arm64) at api.example.com:6443',
  )
})

test('what a run may not read is left out', () => {
  expect(clusterText(passingReport({ cluster: { ...cluster, driver: 'kind', server: '127.0.0.1:1' } }))).toBe(
    'kind v1.31.4 (openshift)',
  )
})

test('checks are counted for each image that they judge', () => {
  const checks = [
    check('MG-OPR-001', { group: 'operator' }),
    check('MG-OLM-001', { group: 'bundle' }),
    failed('MG-OLM-004', { group: 'bundle' }),
    failed('MG-OLM-005', { group: 'bundle', level: 'recommended' }),
    check('MG-OLM-002', { group: 'index', outcome: 'skip', skip: 'not-applicable' }),
  ]
  expect(groupCounts(passingReport({ checks }))).toEqual([
    ['operator', '1 passed'],
    ['bundle', '1 failed, 1 recommended failed, 1 passed'],
    ['index', '1 skipped'],
  ])
})
