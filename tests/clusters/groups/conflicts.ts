import { expect } from 'vitest'
import { refuses, type Group } from '../support/group.js'
import { configMap } from '../support/objects.js'

/** What keeps two writers apart: versions, uids and preconditions. */
export const conflicts: Group = {
  name: 'conflicts',
  objects: () => [configMap('versioned')],
  cases: {
    'replace with an old version': async ({ apply, read, says, refused }) => {
      await apply(configMap('old', { a: '1' }))
      const before = await read('get cm old')
      await says(['patch', 'cm', 'old', '--type=merge', '-p', '{"data":{"a":"2"}}'])
      expect(await refused('replace -f -', JSON.stringify(before))).toContain(
        'Operation cannot be fulfilled on configmaps "old": the object has been modified; please apply your changes to the latest version and try again',
      )
    },
    'replace without a version': async ({ apply, says, read }) => {
      await apply(configMap('whole', { a: '1', b: '2' }))
      expect(await says('replace -f -', JSON.stringify(configMap('whole', { c: '3' })))).toBe(
        'configmap/whole replaced',
      )
      expect((await read('get cm whole')).data).toEqual({ c: '3' })
    },
    'replace by force gives a new object': async ({ apply, says, read }) => {
      await apply(configMap('forced'))
      const { uid } = (await read('get cm forced')).metadata
      await says('replace --force -f -', JSON.stringify(configMap('forced')))
      expect((await read('get cm forced')).metadata.uid).not.toBe(uid)
    },
    'replace of what is not there': async ({ refused }) => {
      expect(await refused('replace -f -', JSON.stringify(configMap('absent')))).toContain(
        'configmaps "absent" not found',
      )
    },
    'a merge patch with an old version': refuses(
      [
        'patch',
        'cm',
        'versioned',
        '--type=merge',
        '-p',
        '{"metadata":{"resourceVersion":"1"},"data":{"a":"9"}}',
      ],
      /the object has been modified/,
    ),
    'a label with an old version': refuses(
      'label cm versioned x=y --resource-version=1',
      /the object has been modified/,
    ),
    'deletion of another uid': async ({ ask }) => {
      const preconditions = { uid: '00000000-0000-0000-0000-000000000000' }
      const path = '/api/v1/namespaces/default/configmaps/kube-root-ca.crt'
      const body = { apiVersion: 'v1', kind: 'DeleteOptions', preconditions, dryRun: ['All'] }
      await expect(ask({ method: 'DELETE', path, body })).rejects.toMatchObject({ status: 409 })
    },
    'every change has a higher version and keeps the uid': async ({ apply, read, says }) => {
      await apply(configMap('counted', { a: '1' }))
      const before = (await read('get cm counted')).metadata
      await says(['patch', 'cm', 'counted', '-p', '{"data":{"a":"2"}}'])
      const after = (await read('get cm counted')).metadata
      expect(after.uid).toBe(before.uid)
      expect(BigInt(after.resourceVersion)).toBeGreaterThan(BigInt(before.resourceVersion))
      expect(after.creationTimestamp).toBe(before.creationTimestamp)
    },
    'the generation counts changes of the spec': async ({ apply, read, says, make }) => {
      await apply(make.deployment('counted', 0))
      await says('label deploy counted note=x')
      expect((await read('get deploy counted')).metadata.generation).toBe(1)
      await says(['patch', 'deploy', 'counted', '-p', '{"spec":{"minReadySeconds":1}}'])
      expect((await read('get deploy counted')).metadata.generation).toBe(2)
    },
    'the generation of a deployment counts changes of its annotations too': async ({
      apply,
      read,
      says,
      make,
    }) => {
      await apply(make.deployment('noted', 0))
      await says('annotate deploy noted note=x')
      expect((await read('get deploy noted')).metadata.generation).toBe(2)
    },
  },
}
