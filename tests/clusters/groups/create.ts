import { expect } from 'vitest'
import { prints, refuses, type Group } from '../support/group.js'
import { configMap, secret } from '../support/objects.js'

/** create in its many forms: kubectl sends most of them as protobuf. */
export const create: Group = {
  name: 'create',
  objects: () => [configMap('there'), { ...configMap('fixed'), immutable: true }],
  cases: {
    'a ConfigMap': async ({ says, read }) => {
      const out = await says(['create', 'configmap', 'conf', '--from-literal=a=b', '--from-literal=c=d e'])
      expect(out).toBe('configmap/conf created')
      expect((await read('get cm conf')).data).toEqual({ a: 'b', c: 'd e' })
    },
    'a Secret, kept as base64': async ({ says, read }) => {
      await says('create secret generic hush --from-literal=p=quiet')
      expect(await read('get secret hush')).toMatchObject({ type: 'Opaque', data: { p: 'cXVpZXQ=' } })
    },
    'a Secret from text': async ({ apply, read }) => {
      await apply(secret('from-text', { p: 'quiet' }))
      const found = await read('get secret from-text')
      expect(found.data).toEqual({ p: 'cXVpZXQ=' })
      expect(found.stringData).toBeUndefined()
    },
    'a ServiceAccount': prints('create serviceaccount somebody', 'serviceaccount/somebody created'),
    'a Role and its binding': async ({ says, read, namespace }) => {
      await says('create role reader --verb=get,list --resource=configmaps')
      await says(`create rolebinding reader --role=reader --serviceaccount=${namespace}:default`)
      expect((await read('get role reader')).rules).toEqual([
        { apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'list'] },
      ])
      expect((await read('get rolebinding reader')).subjects).toEqual([
        { kind: 'ServiceAccount', name: 'default', namespace },
      ])
    },
    'a Deployment': async ({ says, make }) => {
      const out = await says(`create deployment made --image=${make.image} --replicas=0`)
      expect(out).toBe('deployment.apps/made created')
    },
    'a Job': async ({ says, make }) => {
      expect(await says(`create job made --image=${make.image} -- true`)).toBe('job.batch/made created')
    },
    'a CronJob': async ({ says, make, read }) => {
      const schedule = ['--schedule=0 0 1 1 *', '--', 'true']
      await says(['create', 'cronjob', 'made', `--image=${make.image}`, ...schedule])
      expect((await read('get cronjob made')).spec).toMatchObject({
        schedule: '0 0 1 1 *',
        concurrencyPolicy: 'Allow',
        suspend: false,
      })
    },
    'a Service': prints('create service clusterip made --tcp=80:8080', 'service/made created'),
    'an Ingress': prints(
      'create ingress made --rule=example.test/*=made:80',
      'ingress.networking.k8s.io/made created',
    ),
    'a ResourceQuota': prints('create quota made --hard=configmaps=1000', 'resourcequota/made created'),
    'a PodDisruptionBudget': prints(
      'create poddisruptionbudget made --selector=app=x --min-available=1',
      'poddisruptionbudget.policy/made created',
    ),
    'with a generated name': async ({ says }) => {
      const { metadata: _, ...rest } = configMap('')
      const input = JSON.stringify({ ...rest, metadata: { generateName: 'gen-' } })
      expect(await says('create -f -', input)).toMatch(/^configmap\/gen-[a-z0-9]{5} created$/)
    },
    'of a dry run shows the object': async ({ says }) => {
      const out = await says('create cm dry --from-literal=a=b --dry-run=client -o yaml')
      expect(out).toMatch(/^apiVersion: v1\ndata:\n {2}a: b\nkind: ConfigMap\nmetadata:\n/)
      expect(await says('create cm dry --dry-run=server -o name')).toBe('configmap/dry')
      expect(await says('get cm dry --ignore-not-found')).toBe('')
    },
    'of what is there is refused': refuses(
      'create configmap there',
      'error: failed to create configmap: configmaps "there" already exists',
    ),
    'of a wrong name is refused': refuses(
      'create configmap Wrong_Name',
      /ConfigMap "Wrong_Name" is invalid: metadata.name: Invalid value: "Wrong_Name": a lowercase RFC 1123 subdomain/,
    ),
    'what is immutable stays': refuses(
      ['patch', 'cm', 'fixed', '--type=merge', '-p', '{"data":{"a":"2"}}'],
      /data: Forbidden: field is immutable when `immutable` is set/,
    ),
  },
}
