import { expect } from 'vitest'
import type { Group } from '../support/group.js'

const claim = (name: string, spec: object = {}) => ({
  ...{ apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name } },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Mi' } }, ...spec },
})
const using = (name: string) => ({
  main: { volumeMounts: [{ name: 'data', mountPath: '/data' }] },
  spec: { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: name } }] },
})

/** Claims, volumes and what is kept in them. */
export const storage: Group = {
  name: 'storage',
  needs: 'storage',
  objects: ({ make }) => [
    claim('kept'),
    make.pod('writes', 'echo kept > /data/file', using('kept')),
    claim('no-class', { storageClassName: 'nothere' }),
    make.pod('stuck', 'true', using('no-class')),
  ],
  cases: {
    'a claim is bound when a pod wants it': async ({ says, read }) => {
      await says('wait --for=jsonpath={.status.phase}=Bound pvc/kept --timeout=180s')
      const { spec, status } = await read('get pvc kept')
      expect(status).toMatchObject({ accessModes: ['ReadWriteOnce'], capacity: { storage: '1Mi' } })
      const volume = await read(`get pv ${spec.volumeName}`)
      expect(volume.spec.claimRef).toMatchObject({ kind: 'PersistentVolumeClaim', name: 'kept' })
      expect(volume.status.phase).toBe('Bound')
    },
    'a claim as a table': async ({ says, until }) => {
      await until(
        async () =>
          expect(await says('get pvc kept --no-headers')).toMatch(/^kept +Bound +\S+ +1Mi +RWO +\S+ /),
        110,
      )
    },
    'what one pod writes another reads': async ({ says, apply, make }) => {
      await says('wait --for=jsonpath={.status.phase}=Succeeded pod/writes --timeout=180s')
      await apply(make.pod('reads', 'cat /data/file', using('kept')))
      await says('wait --for=jsonpath={.status.phase}=Succeeded pod/reads --timeout=180s')
      expect(await says('logs reads')).toBe('kept')
    },
    'a claim of no class waits, and so does its pod': async ({ says, until }) => {
      await until(async () =>
        expect(await says('get pvc no-class --no-headers')).toMatch(/^no-class +Pending/),
      )
      await until(async () =>
        expect(await says('describe pod stuck')).toContain(
          'pod has unbound immediate PersistentVolumeClaims',
        ),
      )
    },
    'a default class is there': async ({ says }) =>
      expect(await says('get storageclass --no-headers')).toMatch(/ \(default\) /),
    'a claim in use is kept until its pods are gone': async ({ says, read, apply, make }) => {
      await apply(claim('used'), make.pod('uses', 'trap "exit 0" TERM; sleep 1000 & wait', using('used')))
      await says('wait --for=condition=Ready pod/uses --timeout=180s')
      await says('delete pvc used --wait=false')
      expect((await read('get pvc used')).metadata).toMatchObject({
        deletionTimestamp: expect.any(String),
        finalizers: ['kubernetes.io/pvc-protection'],
      })
      await says('delete pod uses --wait=false')
      await says('wait --for=delete pvc/used --timeout=180s')
    },
    'a volume goes with its claim': async ({ says, read, apply, make, until }) => {
      await apply(claim('gone'), make.pod('used-it', 'true', using('gone')))
      await says('wait --for=jsonpath={.status.phase}=Succeeded pod/used-it --timeout=180s')
      const { spec } = await read('get pvc gone')
      await says('delete pod used-it')
      await says('delete pvc gone')
      await until(async () => expect(await says(`get pv ${spec.volumeName} --ignore-not-found`)).toBe(''))
    },
  },
}
