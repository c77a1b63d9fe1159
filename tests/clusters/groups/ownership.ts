import { expect } from 'vitest'
import type { Group } from '../support/group.js'
import { configMap, idle } from '../support/objects.js'
import { makeNamespace, type Scene } from '../support/scene.js'

const ownedBy = async ({ read }: Scene, owner: string) => {
  const { uid } = (await read(`get cm ${owner}`)).metadata
  return { ownerReferences: [{ apiVersion: 'v1', kind: 'ConfigMap', name: owner, uid }] }
}

/** What goes with what: owners, finalizers, namespaces. */
export const ownership: Group = {
  name: 'ownership',
  cases: {
    'what is owned goes with its owner': async (scene) => {
      await scene.apply(configMap('owner'))
      await scene.apply(configMap('owned', {}, await ownedBy(scene, 'owner')))
      await scene.says('delete cm owner')
      await scene.until(async () => expect(await scene.says('get cm owned --ignore-not-found')).toBe(''))
    },
    'what has another owner stays': async (scene) => {
      await scene.apply(configMap('first'), configMap('second'))
      const { ownerReferences: one } = await ownedBy(scene, 'first')
      const { ownerReferences: two } = await ownedBy(scene, 'second')
      await scene.apply(configMap('of-both', {}, { ownerReferences: [...one, ...two] }))
      await scene.says('delete cm first')
      await scene.until(async () => {
        const owners = (await scene.read('get cm of-both')).metadata.ownerReferences
        expect(owners.map(({ name }: { name: string }) => name)).toEqual(['second'])
      })
    },
    'what an absent owner owns goes': async (scene) => {
      const uid = '00000000-0000-4000-8000-000000000000'
      const ownerReferences = [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'never', uid }]
      await scene.apply(configMap('child-of-none', {}, { ownerReferences }))
      await scene.until(async () =>
        expect(await scene.says('get cm child-of-none --ignore-not-found')).toBe(''),
      )
    },
    'a finalizer holds an object': async ({ apply, says, read }) => {
      await apply(configMap('held', {}, { finalizers: ['cluster-suite.example/hold'] }))
      await says('delete cm held --wait=false')
      expect((await read('get cm held')).metadata.deletionTimestamp).toMatch(/Z$/)
      await says(['patch', 'cm', 'held', '--type=merge', '-p', '{"metadata":{"finalizers":null}}'])
      expect(await says('get cm held --ignore-not-found')).toBe('')
    },
    'no finalizer is added to what is going': async ({ apply, says, refused }) => {
      await apply(configMap('going', {}, { finalizers: ['cluster-suite.example/hold'] }))
      await says('delete cm going --wait=false')
      const more = { metadata: { finalizers: ['cluster-suite.example/hold', 'cluster-suite.example/more'] } }
      expect(await refused(['patch', 'cm', 'going', '--type=merge', '-p', JSON.stringify(more)])).toContain(
        'no new finalizers can be added if the object is being deleted',
      )
      await says(['patch', 'cm', 'going', '--type=merge', '-p', '{"metadata":{"finalizers":null}}'])
    },
    'a namespace goes with all that is in it': async (scene) => {
      const name = await makeNamespace(scene, 'emptied')
      await scene.says(`create cm inside -n ${name}`)
      await scene.says(`create -n ${name} -f -`, JSON.stringify(scene.make.pod('inside', idle)))
      await scene.says(`delete ns ${name} --timeout=180s`)
      expect(await scene.says(`get ns ${name} --ignore-not-found`)).toBe('')
    },
    'a namespace waits for what is held in it': async (scene) => {
      const { says, read, refused, until } = scene
      const name = await makeNamespace(scene, 'stuck')
      const held = configMap('held', {}, { finalizers: ['cluster-suite.example/hold'] })
      await says(`create -n ${name} -f -`, JSON.stringify(held))
      await says(`delete ns ${name} --wait=false`)
      expect(await says(`get ns ${name} --no-headers`)).toMatch(/ Terminating /)
      expect(await refused(`create cm late -n ${name}`)).toContain(`because it is being terminated`)
      const release = JSON.stringify({ metadata: { finalizers: null } })
      try {
        await until(async () => {
          const { conditions } = (await read(`get ns ${name}`)).status
          const remaining = conditions.find(
            ({ type }: { type: string }) => type === 'NamespaceFinalizersRemaining',
          )
          expect(remaining).toMatchObject({ status: 'True' })
          expect(remaining.message).toContain('cluster-suite.example/hold in 1 resource instances')
        })
      } finally {
        await says(['patch', 'cm', 'held', '-n', name, '--type=merge', '-p', release])
      }
      await says(`wait --for=delete ns/${name} --timeout=180s`)
    },
    'a namespace that every cluster has is kept': async ({ refused }) => {
      expect(await refused('delete ns kube-system --dry-run=server')).toMatch(
        /this namespace may not be deleted/,
      )
    },
  },
}
