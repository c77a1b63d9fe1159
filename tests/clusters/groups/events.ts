import { expect } from 'vitest'
import type { Group } from '../support/group.js'
import { idle } from '../support/objects.js'

/** Events: what gathers collect first when something went wrong. */
export const events: Group = {
  name: 'events',
  objects: ({ make }) => [
    make.pod('runs', idle),
    make.pod('waits', idle, { spec: { nodeSelector: { none: 'such' } } }),
    make.deployment('web', 1),
  ],
  cases: {
    'of a pod that starts': async ({ read, until }) => {
      await until(async () => {
        const { items } = await read('get events --field-selector=involvedObject.name=runs')
        const reasons = items.map(({ reason }: { reason: string }) => reason)
        expect(reasons).toEqual(expect.arrayContaining(['Scheduled', 'Pulled', 'Created', 'Started']))
      })
    },
    'by type': async ({ says, until }) => {
      await until(async () =>
        expect(await says('get events --field-selector=type=Warning --no-headers')).toMatch(
          /Warning +FailedScheduling +pod\/waits/,
        ),
      )
      expect(await says('get events --field-selector=type=Warning --no-headers')).not.toContain('Normal')
    },
    'by reason and kind': async ({ says, until }) => {
      const words = 'get events --field-selector=reason=Started,involvedObject.kind=Pod --no-headers'
      await until(async () => expect(await says(words)).toMatch(/Started +pod\/runs/))
    },
    'as a table': async ({ says, until }) => {
      await until(async () =>
        expect(await says('get events')).toMatch(/^LAST SEEN +TYPE +REASON +OBJECT +MESSAGE\n/),
      )
    },
    'sorted by time': async ({ says, until }) => {
      await until(async () =>
        expect(await says('get events --sort-by=.lastTimestamp')).toContain('Scheduled'),
      )
    },
    'through kubectl events': async ({ says, until }) => {
      await until(async () =>
        expect(await says('events --for=pod/runs --no-headers')).toMatch(/Normal +Started +Pod\/runs/),
      )
    },
    'of controllers': async ({ says, until }) => {
      await until(async () =>
        expect(await says('events --for=deploy/web --no-headers')).toContain('ScalingReplicaSet'),
      )
    },
    'are the same in events.k8s.io': async ({ ask, until, namespace }) => {
      await until(async () => {
        const { items } = await ask({ path: `/apis/events.k8s.io/v1/namespaces/${namespace}/events` })
        const mine = items.filter((event: { regarding: { name: string } }) => event.regarding.name === 'runs')
        expect(mine.map(({ note }: { note: string }) => note).join('\n')).toMatch(/[cC]ontainer/)
      })
    },
    'can be written': async ({ says, namespace, read }) => {
      const event = {
        apiVersion: 'v1',
        kind: 'Event',
        metadata: { name: 'by-hand' },
        involvedObject: { apiVersion: 'v1', kind: 'Namespace', name: namespace, namespace },
        ...{ type: 'Normal', reason: 'ByHand', message: 'written' },
      }
      await says('create -f -', JSON.stringify(event))
      expect(await read('get event by-hand')).toMatchObject({ reason: 'ByHand', message: 'written' })
    },
  },
}
