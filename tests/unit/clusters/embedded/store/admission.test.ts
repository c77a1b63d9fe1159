import { describe, expect, it } from 'vitest'
import type { KubeObject } from '../../../../../src/model/kubernetes.js'
import { configMap, deployment, pod, wireStore } from '../support/objects.js'

describe('pods', () => {
  it('get what a client of a real cluster sees in them', () => {
    const made = wireStore().create(
      'pods',
      pod('web', { containers: [{ name: 'a', image: 'x', ports: [{ containerPort: 80 }] }] }),
    )
    expect(made.spec).toMatchObject({
      restartPolicy: 'Always',
      terminationGracePeriodSeconds: 30,
      serviceAccountName: 'default',
      schedulerName: 'default-scheduler',
      priority: 0,
      containers: [
        {
          imagePullPolicy: 'Always',
          terminationMessagePath: '/dev/termination-log',
          ports: [{ containerPort: 80, protocol: 'TCP' }],
          volumeMounts: [{ readOnly: true, mountPath: '/var/run/secrets/kubernetes.io/serviceaccount' }],
        },
      ],
      volumes: [
        { projected: { defaultMode: 420, sources: [{ serviceAccountToken: { path: 'token' } }, {}, {}] } },
      ],
    })
    expect(made.status).toEqual({ phase: 'Pending', qosClass: 'BestEffort' })
  })

  it('get no token where they or their account want none', () => {
    const store = wireStore()
    expect(store.create('pods', pod('a', { automountServiceAccountToken: false })).spec).not.toHaveProperty(
      'volumes',
    )
    store.create('serviceaccounts', {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'shy', namespace: 'wire' },
      automountServiceAccountToken: false,
    })
    expect(store.create('pods', pod('b', { serviceAccountName: 'shy' })).spec).not.toHaveProperty('volumes')
  })

  it.each<[string, Record<string, unknown>, string]>([
    ['no containers', { containers: [] }, 'Pod "web" is invalid: spec.containers: Required value'],
    [
      'no image',
      { containers: [{ name: 'a' }] },
      'Pod "web" is invalid: spec.containers[0].image: Required value',
    ],
    [
      'a mount of no volume',
      { containers: [{ name: 'a', image: 'x', volumeMounts: [{ name: 'v', mountPath: '/v' }] }] },
      'Pod "web" is invalid: spec.containers[0].volumeMounts[0].name: Not found: "v"',
    ],
    [
      'an unknown account',
      { serviceAccountName: 'nobody' },
      'pods "web" is forbidden: error looking up service account wire/nobody: serviceaccount "nobody" not found',
    ],
    [
      'an unknown priority class',
      { priorityClassName: 'high' },
      'pods "web" is forbidden: no PriorityClass with name high was found',
    ],
    [
      'an unknown restart policy',
      { restartPolicy: 'Sometimes' },
      'Pod "web" is invalid: spec.restartPolicy: Unsupported value: "Sometimes": supported values: "Always", "OnFailure", "Never"',
    ],
  ])('are refused with %s', (_what, spec, message) => {
    expect(() => wireStore().create('pods', pod('web', spec))).toThrow(message)
  })

  it('keep their spec, but for images and the like', () => {
    const store = wireStore()
    const made = structuredClone(store.create('pods', pod('web')))
    const spec = made.spec as { containers: { image: string; command?: string[] }[] }
    Object.assign(spec.containers[0] ?? {}, { image: 'registry.example/app:2' })
    expect(store.update('pods', made).spec).toMatchObject({
      containers: [{ image: 'registry.example/app:2' }],
    })
    const again = structuredClone(store.get('pods', 'wire', 'web') as KubeObject)
    Object.assign((again.spec as typeof spec).containers[0] ?? {}, { command: ['true'] })
    expect(() => store.update('pods', again)).toThrow(
      'spec: Forbidden: pod updates may not change fields other than',
    )
  })
})

describe('workloads', () => {
  it('get defaults for themselves and their template', () => {
    expect(wireStore().create('deployments.apps', deployment('web')).spec).toMatchObject({
      replicas: 1,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } },
      template: { spec: { restartPolicy: 'Always', containers: [{ imagePullPolicy: 'IfNotPresent' }] } },
    })
  })

  it('are refused with every fault at once', () => {
    const bad = deployment('bad', -1)
    const spec = bad.spec as {
      template: { metadata: { labels: object }; spec: { containers: { name: string }[] } }
    }
    spec.template.metadata.labels = { app: 'other' }
    spec.template.spec.containers = [{ name: 'C_' }]
    expect(() => wireStore().create('deployments.apps', bad)).toThrow(
      /^Deployment.apps "bad" is invalid: \[spec.replicas: Invalid value: -1: must be greater than or equal to 0, spec.template.metadata.labels: .*`selector` does not match template `labels`, spec.template.spec.containers\[0\].name: .*image: Required value\]$/,
    )
  })

  it('keep their selector', () => {
    const store = wireStore()
    store.create('deployments.apps', deployment('web'))
    const other = deployment('web')
    other.spec = deployment('other').spec
    expect(() => store.update('deployments.apps', other)).toThrow('field is immutable')
  })

  it('label the pods of a job with its uid, and refuse a job that restarts always', () => {
    const store = wireStore()
    const containers = [{ name: 'a', image: 'x' }]
    const job = (restartPolicy: string): KubeObject => ({
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: 'j', namespace: 'wire' },
      spec: { template: { spec: { containers, restartPolicy } } },
    })
    const made = store.create('jobs.batch', job('Never'))
    expect(made.spec).toMatchObject({
      completions: 1,
      parallelism: 1,
      selector: { matchLabels: { 'batch.kubernetes.io/controller-uid': made.metadata.uid } },
      template: { metadata: { labels: { 'job-name': 'j' } } },
    })
    expect(() => store.create('jobs.batch', job('Always'))).toThrow(
      'Unsupported value: "Always": supported values: "OnFailure", "Never"',
    )
  })
})

describe('other types', () => {
  it('turn stringData of a Secret into data', () => {
    const secret = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 's', namespace: 'wire' },
      stringData: { a: 'b' },
    }
    const made = wireStore().create('secrets', secret)
    expect(made).toMatchObject({ type: 'Opaque', data: { a: 'Yg==' } })
    expect(made).not.toHaveProperty('stringData')
  })

  it('give Services addresses of their own, which stay', () => {
    const store = wireStore()
    const service = (name: string): KubeObject => ({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, namespace: 'wire' },
      spec: { ports: [{ port: 80 }] },
    })
    const addresses = ['a', 'b'].map(
      (name) => (store.create('services', service(name)).spec as { clusterIP: string }).clusterIP,
    )
    expect(new Set(addresses).size).toBe(2)
    expect(store.update('services', service('a')).spec).toMatchObject({
      clusterIP: addresses[0],
      ports: [{ targetPort: 80 }],
    })
    const moved = service('a')
    Object.assign(moved.spec as object, { clusterIP: '10.96.99.99' })
    expect(() => store.update('services', moved)).toThrow('may not change once set')
  })

  it('hold ConfigMaps to their size and to being immutable', () => {
    const store = wireStore()
    expect(() => store.create('configmaps', configMap('big', { a: 'x'.repeat(1024 * 1024 + 1) }))).toThrow(
      'ConfigMap "big" is invalid: []: Too long: may not be more than 1048576 bytes',
    )
    store.create('configmaps', { ...configMap('fixed', { a: '1' }), immutable: true })
    expect(() => store.update('configmaps', { ...configMap('fixed', { a: '2' }), immutable: true })).toThrow(
      'field is immutable when',
    )
  })

  it('complete bindings, and keep their role', () => {
    const store = wireStore()
    const binding = (role: string): KubeObject => ({
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: { name: 'b', namespace: 'wire' },
      roleRef: { kind: 'Role', name: role },
      subjects: [{ kind: 'User', name: 'u' }],
    })
    const typeName = 'rolebindings.rbac.authorization.k8s.io'
    expect(store.create(typeName, binding('r'))).toMatchObject({
      roleRef: { apiGroup: 'rbac.authorization.k8s.io' },
      subjects: [{ apiGroup: 'rbac.authorization.k8s.io' }],
    })
    expect(() => store.update(typeName, binding('other'))).toThrow('cannot change roleRef')
  })

  it('take an account without a namespace in a RoleBinding alone, where it is of the same one', () => {
    const store = wireStore()
    const binding = (kind: string, namespace?: string): KubeObject => ({
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind,
      metadata: { name: 'b', ...(namespace === undefined ? {} : { namespace }) },
      roleRef: { kind: 'ClusterRole', name: 'view' },
      subjects: [{ kind: 'ServiceAccount', name: 'default' }],
    })
    store.create('rolebindings.rbac.authorization.k8s.io', binding('RoleBinding', 'wire'))
    expect(() =>
      store.create('clusterrolebindings.rbac.authorization.k8s.io', binding('ClusterRoleBinding')),
    ).toThrow('subjects[0].namespace: Required value')
  })
})
