import { afterEach, beforeEach, expect, it } from 'vitest'
import { startTestCluster, template, type TestCluster } from './test-cluster.js'

let cluster: TestCluster
beforeEach(async () => {
  cluster = startTestCluster()
  await expect.poll(() => cluster.names('serviceaccounts')).toEqual(['default'])
})
afterEach(() => cluster.close())

const minuteMs = 60_000
const jobs = () => cluster.list('jobs.batch')

function cronJob(spec: Record<string, unknown> = {}) {
  const { spec: podSpec } = template({ app: 'web' })
  const jobTemplate = { spec: { template: { spec: { ...podSpec, restartPolicy: 'Never' } } } }
  cluster.create('cronjobs.batch', {
    metadata: { name: 'web', namespace: 'test' },
    spec: { schedule: '* * * * *', jobTemplate, ...spec },
  })
}

/** Does as if the last run had been so long ago. */
function lastRan(ms: number) {
  cluster.store.modify('cronjobs.batch', 'test', 'web', (draft) => {
    draft.status = { lastScheduleTime: new Date(Date.now() - ms).toISOString() }
  })
}

it('makes a job when it is time, and notes it', async () => {
  cronJob()
  lastRan(2 * minuteMs)
  await expect.poll(jobs).toHaveLength(1)
  const [job] = jobs()
  expect(job?.metadata.name).toMatch(/^web-\d+$/)
  expect(job?.metadata.ownerReferences).toMatchObject([{ kind: 'CronJob', name: 'web', controller: true }])
  await expect
    .poll(() => cluster.status('cronjobs.batch', 'web'))
    .toMatchObject({ active: [{ kind: 'Job' }] })
  expect(cluster.events().join()).toContain('SuccessfulCreate: Created job web-')
})

it('makes none while it is suspended, nor beside a running one where that is forbidden', async () => {
  cronJob({ concurrencyPolicy: 'Forbid' })
  lastRan(2 * minuteMs)
  await expect.poll(jobs).toHaveLength(1)
  lastRan(5 * minuteMs)
  cluster.store.modify('cronjobs.batch', 'test', 'web', (draft) => {
    Object.assign(draft.spec as object, { suspend: true })
  })
  lastRan(7 * minuteMs)
  await expect.poll(() => cluster.status('cronjobs.batch', 'web')).toMatchObject({ active: [{}] })
  expect(jobs()).toHaveLength(1)
})

it('keeps no more finished jobs than it wants', async () => {
  cronJob({ successfulJobsHistoryLimit: 0 })
  lastRan(2 * minuteMs)
  await expect.poll(() => cluster.list('pods')).toHaveLength(1)
  cluster.setPod(cluster.names('pods')[0] ?? '', 'Succeeded')
  await expect.poll(jobs).toEqual([])
})

it('refuses what is no schedule', () => {
  expect(() => cronJob({ schedule: 'never' })).toThrow('spec.schedule: Invalid value: "never"')
})
