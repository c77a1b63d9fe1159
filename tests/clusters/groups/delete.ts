import { expect } from 'vitest'
import { prints, refuses, type Group } from '../support/group.js'
import { configMap, idle } from '../support/objects.js'

/** delete: one, many, with what hangs on them, and in which time. */
export const deletion: Group = {
  name: 'delete',
  cases: {
    one: async ({ apply, says, namespace }) => {
      await apply(configMap('one'))
      expect(await says('delete cm one')).toMatch(
        new RegExp(`^configmap "one" deleted( from ${namespace} namespace)?$`),
      )
      expect(await says('get cm one --ignore-not-found')).toBe('')
    },
    'a selection': async ({ apply, says }) => {
      const labels = { set: 'gone' }
      await apply(configMap('sel-1', {}, { labels }), configMap('sel-2', {}, { labels }), configMap('sel-3'))
      await says('delete cm -l set=gone')
      expect(await says('get cm -l set=gone -o name')).toBe('')
      expect(await says('get cm sel-3 -o name')).toBe('configmap/sel-3')
    },
    'all of a type': async ({ says }) => {
      await says('create sa extra')
      await says('create quota q1')
      await says('create quota q2')
      await says('delete quota --all')
      expect(await says('get quota -o name')).toBe('')
    },
    'what a file names': async ({ apply, says }) => {
      await apply(configMap('filed'))
      await says('delete -f -', JSON.stringify(configMap('filed')))
      expect(await says('get cm filed --ignore-not-found')).toBe('')
    },
    'what is not there': refuses(
      'delete cm nothere',
      'Error from server (NotFound): configmaps "nothere" not found',
    ),
    'what may be absent': prints('delete cm nothere --ignore-not-found', ''),
    'of a dry run takes nothing': async ({ apply, says }) => {
      await apply(configMap('stays'))
      expect(await says('delete cm stays --dry-run=server')).toContain('(server dry run)')
      expect(await says('get cm stays -o name')).toBe('configmap/stays')
    },
    'a pod gracefully': async ({ apply, says, make }) => {
      await apply(make.pod('polite', idle))
      await says('wait --for=condition=Ready pod/polite --timeout=180s')
      await says('delete pod polite --timeout=180s')
      expect(await says('get pod polite --ignore-not-found')).toBe('')
    },
    'a pod that does not listen, after its grace': async ({ apply, says, make, read }) => {
      await apply(make.pod('deaf', 'trap "" TERM; while true; do sleep 1; done'))
      await says('wait --for=condition=Ready pod/deaf --timeout=180s')
      await says('delete pod deaf --wait=false --grace-period=3')
      const { metadata } = await read('get pod deaf')
      expect(metadata).toMatchObject({ deletionGracePeriodSeconds: 3, deletionTimestamp: expect.any(String) })
      await says('wait --for=delete pod/deaf --timeout=180s')
    },
    'a pod at once': async ({ apply, says, make }) => {
      await apply(make.pod('forced', 'trap "" TERM; while true; do sleep 1; done'))
      await says('wait --for=condition=Ready pod/forced --timeout=180s')
      await says('delete pod forced --grace-period=0 --force')
      expect(await says('get pod forced --ignore-not-found')).toBe('')
    },
    'with dependents, in the background': async ({ apply, says, make, until }) => {
      await apply(make.deployment('background', 1))
      await until(async () => expect(await says('get rs,pods -l app=background -o name')).toMatch(/pod\//))
      await says('delete deploy background')
      await until(async () => expect(await says('get rs,pods -l app=background -o name')).toBe(''))
    },
    'with dependents, these first': async ({ apply, says, make, until }) => {
      await apply(make.deployment('foreground', 1))
      await until(async () => expect(await says('get rs,pods -l app=foreground -o name')).toMatch(/pod\//))
      await says('delete deploy foreground --cascade=foreground --timeout=180s')
      expect(await says('get rs,pods -l app=foreground -o name')).toBe('')
    },
    'without dependents': async ({ apply, says, read, make, until }) => {
      await apply(make.deployment('orphaning', 1))
      await until(async () => expect(await says('get rs -l app=orphaning -o name')).toMatch(/replicaset/))
      await says('delete deploy orphaning --cascade=orphan')
      await until(async () => {
        const [set] = (await read('get rs -l app=orphaning')).items
        expect(set.metadata.ownerReferences).toBeUndefined()
      })
    },
  },
}
