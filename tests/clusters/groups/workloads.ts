import { expect } from 'vitest'
import type { Group } from '../support/group.js'
import { idle, makerFor } from '../support/objects.js'
import type { KubeObject } from '../../../src/model/kubernetes.js'
import type { Maker } from '../support/objects.js'

const set = (make: Maker, kind: string, name: string, spec: object): KubeObject => ({
  ...{ apiVersion: 'apps/v1', kind, metadata: { name } },
  spec: { selector: { matchLabels: { app: name } }, template: make.template(name, idle), ...spec },
})

/** Deployments and the other sets of pods. */
export const workloads: Group = {
  name: 'workloads',
  objects: ({ make }) => [
    make.deployment('web', 2),
    make.deployment('scales', 1),
    make.deployment('rolls', 1),
    make.deployment('heals', 1),
    set(make, 'StatefulSet', 'ordered', { replicas: 2, serviceName: 'ordered' }),
    set(make, 'DaemonSet', 'everywhere', {}),
    set(make, 'ReplicaSet', 'plain', { replicas: 1 }),
  ],
  cases: {
    'a rollout is waited for': async ({ says }) =>
      expect(await says('rollout status deploy/web --timeout=180s')).toContain(
        'deployment "web" successfully rolled out',
      ),
    'a rollout that cannot be is given up': async ({ apply, refused }) => {
      const stuck = makerFor('registry.invalid/x:1').deployment('stuck', 1)
      await apply({ ...stuck, spec: { ...(stuck.spec as object), progressDeadlineSeconds: 2 } })
      expect(await refused('rollout status deploy/stuck --timeout=180s')).toContain(
        'exceeded its progress deadline',
      )
    },
    'what is ready is counted': async ({ read, says }) => {
      await says('rollout status deploy/web --timeout=180s')
      expect((await read('get deploy web')).status).toMatchObject({
        observedGeneration: 1,
        ...{ replicas: 2, updatedReplicas: 2, readyReplicas: 2, availableReplicas: 2 },
      })
    },
    'pods belong to their set': async ({ read, says }) => {
      await says('rollout status deploy/web --timeout=180s')
      const [{ metadata }] = (await read('get pods -l app=web')).items
      expect(metadata.ownerReferences).toEqual([
        expect.objectContaining({ kind: 'ReplicaSet', controller: true, blockOwnerDeletion: true }),
      ])
      expect(metadata.labels['pod-template-hash']).toMatch(/^[a-z0-9]+$/)
      expect(metadata.name).toMatch(new RegExp(`^web-${metadata.labels['pod-template-hash']}-[a-z0-9]{5}$`))
    },
    'scale up and down': async ({ says, until }) => {
      expect(await says('scale deploy/scales --replicas=3')).toBe('deployment.apps/scales scaled')
      await until(
        async () => expect(await says('get deploy scales --no-headers')).toMatch(/^scales +3\/3 /),
        90,
      )
      await says('scale deploy/scales --replicas=0')
      await until(async () => expect(await says('get pods -l app=scales -o name')).toBe(''))
    },
    'scale with a condition': async ({ apply, make, refused }) => {
      await apply(make.deployment('conditional', 0))
      expect(await refused('scale deploy/conditional --current-replicas=5 --replicas=1')).toContain(
        'Expected replicas to be 5, was 0',
      )
    },
    'a restart, its history, and the way back': async ({ says, until }) => {
      await says('rollout status deploy/rolls --timeout=180s')
      expect(await says('rollout restart deploy/rolls')).toBe('deployment.apps/rolls restarted')
      await says('rollout status deploy/rolls --timeout=180s')
      expect(await says('rollout history deploy/rolls')).toMatch(
        /REVISION +CHANGE-CAUSE\n1 +<none>\n2 +<none>/,
      )
      expect(await says('rollout undo deploy/rolls')).toBe('deployment.apps/rolls rolled back')
      await until(async () => expect(await says('rollout history deploy/rolls')).toMatch(/\n2 +<none>\n3 /))
    },
    'pods that are gone come again': async ({ says, read, until }) => {
      await says('rollout status deploy/heals --timeout=180s')
      const [{ metadata }] = (await read('get pods -l app=heals')).items
      await says(`delete pod ${metadata.name} --wait=false`)
      await until(async () => {
        const names = await says('get pods -l app=heals --field-selector=status.phase=Running -o name')
        expect(names.split('\n').filter((name) => name && name !== `pod/${metadata.name}`)).toHaveLength(1)
      })
    },
    'a StatefulSet, in order and by name': async ({ says }) => {
      await says('rollout status statefulset/ordered --timeout=180s')
      expect(await says('get pods -l app=ordered -o name')).toBe('pod/ordered-0\npod/ordered-1')
      expect(await says('get sts ordered --no-headers')).toMatch(/^ordered +2\/2 /)
    },
    'a DaemonSet, on every node': async ({ says }) => {
      await says('rollout status daemonset/everywhere --timeout=180s')
      expect(await says('get ds everywhere --no-headers')).toMatch(
        /^everywhere +(\d+) +\1 +\1 +\1 +\1 +<none> /,
      )
    },
    'a ReplicaSet': async ({ says, until }) => {
      await until(async () => expect(await says('get rs plain --no-headers')).toMatch(/^plain +1 +1 +1 /))
    },
    'a selector cannot change': async ({ refused }) => {
      const change = JSON.stringify({ spec: { selector: { matchLabels: { app: 'other' } } } })
      expect(await refused(['patch', 'deploy', 'web', '-p', change])).toMatch(
        /field is immutable|`selector` does not match/,
      )
    },
    'a HorizontalPodAutoscaler can be kept': async ({ says }) => {
      await says('autoscale deploy/web --min=1 --max=3 --cpu=80%')
      expect(await says('get hpa web --no-headers')).toMatch(/^web +Deployment\/web /)
    },
  },
}
