import { expect } from 'vitest'
import { prints, type Group } from '../support/group.js'
import { makeNamespace } from '../support/scene.js'

/** Limits and policies: mostly objects that a gather collects. */
export const quotas: Group = {
  name: 'quotas',
  objects: () => [
    {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'count' },
      spec: { hard: { secrets: '2' } },
    },
    {
      ...{ apiVersion: 'v1', kind: 'LimitRange', metadata: { name: 'limits' } },
      spec: { limits: [{ type: 'Container', defaultRequest: { memory: '16Mi' } }] },
    },
    {
      ...{ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'closed' } },
      spec: { podSelector: {}, policyTypes: ['Ingress'] },
    },
    {
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      metadata: { name: 'lease' },
      spec: { holderIdentity: 'me' },
    },
  ],
  cases: {
    'a quota is kept': prints('get quota count -o jsonpath={.spec.hard.secrets}', '2'),
    'a limit range is kept': prints('get limits limits --no-headers', /^limits +\S+$/),
    'a network policy is kept': prints('get netpol closed --no-headers', /^closed +<none> /),
    'a lease is kept': prints('get lease lease --no-headers', /^lease +me /),
    'a quota counts what is used': async ({ says, until }) => {
      await until(async () =>
        expect(await says('get quota count -o jsonpath={.status.used.secrets}')).toMatch(/^\d$/),
      )
    },
    'a quota refuses what is too much': async ({ says, refused, until }) => {
      await until(async () =>
        expect(await says('get quota count -o jsonpath={.status.hard.secrets}')).toBe('2'),
      )
      await says('create secret generic one')
      await says('create secret generic two')
      expect(await refused('create secret generic three')).toContain(
        'exceeded quota: count, requested: secrets=1, used: secrets=2, limited: secrets=2',
      )
    },
    'a limit range puts in its defaults': async ({ apply, make, read }) => {
      await apply(make.pod('limited', 'true'))
      expect((await read('get pod limited')).spec.containers[0].resources.requests).toEqual({
        memory: '16Mi',
      })
    },
    'a pod that the namespace forbids is refused': async (scene) => {
      const labels = { 'pod-security.kubernetes.io/enforce': 'restricted' }
      const name = await makeNamespace(scene, 'restricted', labels)
      const pod = scene.make.pod('open', 'true', { spec: { hostNetwork: true } })
      expect(await scene.refused(`create --namespace=${name} -f -`, JSON.stringify(pod))).toMatch(
        /violates PodSecurity "restricted:latest": host namespaces/,
      )
    },
  },
}
