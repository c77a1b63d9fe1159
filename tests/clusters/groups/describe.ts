import { expect } from 'vitest'
import { prints, type Case, type Group } from '../support/group.js'
import { configMap, idle, secret } from '../support/objects.js'

const showsEvent =
  (what: string, event: RegExp): Case =>
  async ({ says, until }) => {
    await until(async () => expect(await says(['describe', ...what.split(' ')])).toMatch(event))
  }

/** describe of what gathers describe. */
export const describeCases: Group = {
  name: 'describe',
  objects: ({ make }) => [
    configMap('conf', { file: 'line 1\nline 2' }),
    secret('hush', { p: 'quiet' }),
    make.deployment('web', 1),
    make.pod('shown', idle, { main: { env: [{ name: 'A', value: '1' }], ports: [{ containerPort: 8080 }] } }),
    make.pod('waits', idle, { spec: { nodeSelector: { none: 'such' } } }),
    make.job('done', 'true'),
  ],
  cases: {
    'a pod': async ({ says, until }) => {
      await until(async () => expect(await says('describe pod shown')).toMatch(/^Status: +Running$/m))
      const out = await says('describe pod shown')
      expect(out).toMatch(/^Name: +shown$/m)
      expect(out).toMatch(/^Node: +\S+\/[\d.]+$/m)
      expect(out).toMatch(/^ {2}main:$/m)
      expect(out).toMatch(/^ {4}Port: +8080\/TCP$/m)
      expect(out).toMatch(/^ {4}State: +Running$/m)
      expect(out).toMatch(/^ {6}A: +1$/m)
      expect(out).toMatch(/^ {2}Ready +True *$/m)
    },
    'a pod, with its events': showsEvent(
      'pod shown',
      /^Events:\n(.*\n)* +Normal +Started +\S+ +kubelet +.*[cC]ontainer/m,
    ),
    'a pod without a place, with the reason': showsEvent(
      'pod waits',
      /Warning +FailedScheduling +.* 0\/\d+ nodes are available: \d+ node\(s\) didn't match Pod's node affinity\/selector/,
    ),
    'a deployment': async ({ says, until }) => {
      await until(async () => expect(await says('describe deploy web')).toMatch(/1 available/))
      const out = await says('describe deploy web')
      expect(out).toMatch(/^Replicas: +1 desired \| 1 updated \| 1 total \| 1 available \| 0 unavailable$/m)
      expect(out).toMatch(/^ {2}Available +True +MinimumReplicasAvailable$/m)
      expect(out).toMatch(/^NewReplicaSet: +web-\S+ \(1\/1 replicas created\)$/m)
      expect(out).toMatch(/ScalingReplicaSet +.*Scaled up replica set web-\S+ from 0 to 1/)
    },
    'a replica set': prints('describe rs -l app=web', /^Controlled By: +Deployment\/web$/m),
    'a job': showsEvent('job done', /SuccessfulCreate +.*Created pod: done-/),
    'a node': async ({ says, read }) => {
      const [node] = (await read('get nodes')).items
      const out = await says(`describe node ${node.metadata.name}`)
      expect(out).toMatch(/^ {2}Ready +True /m)
      expect(out).toMatch(/^Capacity:\n(.*\n)* {2}cpu: +\d+$/m)
      expect(out).toMatch(/^Non-terminated Pods: +\(\d+ in total\)$/m)
      expect(out).toMatch(/^ {2}Kernel Version: +\S+/m)
    },
    'a ConfigMap': prints('describe cm conf', /^file:\n----\nline 1\nline 2\n/m),
    'a Secret without its value': async ({ says }) => {
      const out = await says('describe secret hush')
      expect(out).toMatch(/^p: +5 bytes$/m)
      expect(out).not.toContain('quiet')
    },
    'a service account': prints('describe sa default', /^Name: +default$/m),
    'a namespace': async ({ says, namespace }) =>
      expect(await says(`describe ns ${namespace}`)).toMatch(/^Status: +Active$/m),
    'a storage class': prints('describe storageclass', /^Provisioner: +\S+$|^No resources found/m),
    'a selection': async ({ says }) =>
      expect(await says('describe pods -l app=shown')).toMatch(/^Name: +shown$/m),
    'what is not there': async ({ refused }) =>
      expect(await refused('describe pod nothere')).toBe(
        'Error from server (NotFound): pods "nothere" not found',
      ),
  },
}
