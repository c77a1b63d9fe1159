import { expect } from 'vitest'
import type { KubeObject } from '../../../src/model/kubernetes.js'
import type { Group } from '../support/group.js'
import type { Maker } from '../support/objects.js'

const cronJob = (make: Maker, name: string, schedule: string): KubeObject => ({
  ...{ apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name } },
  spec: { schedule, jobTemplate: { spec: make.job('x', 'echo from cron').spec } },
})

/** Jobs, and CronJobs as objects. */
export const jobs: Group = {
  name: 'jobs',
  objects: ({ make }) => [
    make.job('completes', 'echo done'),
    make.job('fails', 'exit 1', { backoffLimit: 0 }),
    make.job('many', 'true', { completions: 3, parallelism: 2 }),
    make.job('late', 'sleep 1000', { activeDeadlineSeconds: 2 }),
    make.job('suspended', 'true', { suspend: true }),
    make.job('passes', 'true', { ttlSecondsAfterFinished: 1 }),
    cronJob(make, 'yearly', '0 0 1 1 *'),
    cronJob(make, 'minutely', '* * * * *'),
  ],
  cases: {
    'one that completes': async ({ says, read }) => {
      await says('wait --for=condition=Complete job/completes --timeout=180s')
      const { status } = await read('get job completes')
      expect(status).toMatchObject({ succeeded: 1, completionTime: expect.any(String) })
      expect(await says('logs job/completes')).toBe('done')
    },
    'one that completes, as a table': async ({ says }) => {
      await says('wait --for=condition=Complete job/completes --timeout=180s')
      expect(await says('get job completes --no-headers')).toMatch(/^completes +Complete +1\/1 +\d+s +\S+$/)
    },
    'one that fails': async ({ says, read }) => {
      await says('wait --for=condition=Failed job/fails --timeout=180s')
      const { status } = await read('get job fails')
      const failed = status.conditions.find(({ type }: { type: string }) => type === 'Failed')
      expect(failed).toMatchObject({
        reason: 'BackoffLimitExceeded',
        message: 'Job has reached the specified backoff limit',
      })
      expect(status.failed).toBe(1)
    },
    'one that fails keeps its pod': async ({ says, until }) => {
      await until(async () =>
        expect(await says('get pods -l job-name=fails --no-headers')).toMatch(/0\/1 +Error +0/),
      )
    },
    'one that is tried again': async ({ apply, says, read, make }) => {
      await apply(make.job('again', 'exit 1', { backoffLimit: 1 }))
      await says('wait --for=condition=Failed job/again --timeout=180s')
      expect((await read('get job again')).status.failed).toBe(2)
    },
    'several times': async ({ says, read }) => {
      await says('wait --for=condition=Complete job/many --timeout=180s')
      expect((await read('get job many')).status.succeeded).toBe(3)
    },
    'one that takes too long': async ({ says, read }) => {
      await says('wait --for=condition=Failed job/late --timeout=180s')
      const { conditions } = (await read('get job late')).status
      expect(conditions.map(({ reason }: { reason: string }) => reason)).toContain('DeadlineExceeded')
    },
    'one that is suspended': async ({ says }) => {
      await says('wait --for=condition=Suspended job/suspended --timeout=180s')
      expect(await says('get pods -l job-name=suspended -o name')).toBe('')
    },
    'one that goes by itself': async ({ says }) => {
      await says('wait --for=delete job/passes --timeout=180s')
      expect(await says('get job passes --ignore-not-found')).toBe('')
    },
    'pods carry the labels of their job': async ({ read, until }) => {
      await until(async () => {
        const [{ metadata }] = (await read('get pods -l batch.kubernetes.io/job-name=completes')).items
        expect(metadata.labels).toMatchObject({
          'job-name': 'completes',
          'batch.kubernetes.io/controller-uid': expect.any(String),
        })
      })
    },
    'a CronJob as a table': async ({ says }) =>
      expect(await says('get cronjob yearly --no-headers')).toMatch(
        /^yearly +0 0 1 1 \* +<none> +False +0 +<none> /,
      ),
    'a CronJob run by hand': async ({ says }) => {
      await says('create job by-hand --from=cronjob/yearly')
      await says('wait --for=condition=Complete job/by-hand --timeout=180s')
      expect(await says('logs job/by-hand')).toBe('from cron')
      expect(await says('get job by-hand -o jsonpath={.metadata.ownerReferences[0].name}')).toBe('yearly')
    },
    'a CronJob of a wrong schedule is refused': async ({ refused, make }) =>
      expect(
        await refused(['create', 'cronjob', 'wrong', `--image=${make.image}`, '--schedule=never']),
      ).toMatch(/spec.schedule: Invalid value: "never"/),
    'a CronJob runs when it is time': async ({ says, until }) => {
      await until(async () => expect(await says('get jobs -o name')).toMatch(/job.batch\/minutely-\d+/))
      await says('delete cronjob minutely')
    },
  },
}
