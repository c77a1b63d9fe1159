import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bash, canIsolate, startTestNode, type TestNode } from './test-node.js'

describe.skipIf(!(await canIsolate()))('volumes and environment', () => {
  let node: TestNode
  beforeAll(async () => {
    node = await startTestNode()
    await node.when('serviceaccounts', 'default', () => true)
    const meta = { namespace: 'test', name: 'data' }
    node.create('configmaps', { metadata: meta, data: { a: 'A', b: 'B' }, binaryData: { bin: 'AAE=' } })
    node.create('secrets', { metadata: meta, data: { password: Buffer.from('hidden').toString('base64') } })
    await node.addImage(
      'app',
      'FROM scratch\nENV FROM_IMAGE=1 BOTH=image\nWORKDIR /work\nENTRYPOINT ["echo", "entry"]\nCMD ["cmd"]',
    )
  })
  afterAll(() => node.close())

  let count = 0
  async function output(
    container: Record<string, unknown>,
    spec: Record<string, unknown> = {},
  ): Promise<string[]> {
    const name = `pod-${++count}`
    node.pod(name, { containers: [container], ...spec })
    const pod = await node.when('pods', name, ({ status }) =>
      ['Succeeded', 'Failed'].includes((status as { phase: string }).phase),
    )
    expect(pod).toBeDefined()
    return (await node.logs(name)).trimEnd().split('\n')
  }

  it.each([
    [{}, ['entry cmd']],
    [{ args: ['arg'] }, ['entry arg']],
    [{ command: ['echo', 'own'] }, ['own']],
    [
      {
        command: ['echo'],
        args: ['$(FROM_ENV)', '$$(FROM_ENV)', '$(NONE)'],
        env: [{ name: 'FROM_ENV', value: 'x' }],
      },
      ['x $(FROM_ENV) $(NONE)'],
    ],
    [{ command: ['pwd'] }, ['/work']],
    [{ command: ['pwd'], workingDir: '/else/where' }, ['/else/where']],
  ])('takes command and arguments from pod and image: %j', async (fields, expected) => {
    expect(await output({ name: 'main', image: 'app', ...fields })).toEqual(expected)
  })

  it('builds the environment', async () => {
    const env = [
      { name: 'PLAIN', value: 'p' },
      { name: 'TWICE', value: '$(PLAIN)$(PLAIN)' },
      { name: 'BOTH', value: 'pod' },
      { name: 'NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
      { name: 'LABEL', valueFrom: { fieldRef: { fieldPath: "metadata.labels['app']" } } },
      { name: 'LIMIT', valueFrom: { resourceFieldRef: { resource: 'limits.memory', divisor: '1Mi' } } },
      { name: 'SECRET', valueFrom: { secretKeyRef: { name: 'data', key: 'password' } } },
      { name: 'NONE', valueFrom: { secretKeyRef: { name: 'none', key: 'x', optional: true } } },
    ]
    const envFrom = [{ prefix: 'CM_', configMapRef: { name: 'data' } }]
    const resources = { limits: { memory: '64Mi' } }
    const lines = await output({ name: 'main', image: 'app', command: ['env'], env, envFrom, resources })
    expect(lines).toEqual(
      expect.arrayContaining([
        ...[
          'PLAIN=p',
          'TWICE=pp',
          'BOTH=pod',
          `NAME=pod-${count}`,
          `LABEL=pod-${count}`,
          'LIMIT=64',
          'SECRET=hidden',
        ],
        ...['CM_a=A', 'CM_b=B', 'FROM_IMAGE=1', `HOSTNAME=pod-${count}`, 'HOME=/root'],
        ...['KUBERNETES_SERVICE_HOST=127.0.0.1', 'KUBERNETES_SERVICE_PORT=6443'],
      ]),
    )
    expect(lines.some((line) => line.startsWith('NONE='))).toBe(false)
  })

  it('mounts what the pod asks for', async () => {
    const volumes = [
      { name: 'cm', configMap: { name: 'data', items: [{ key: 'a', path: 'sub/renamed', mode: 0o400 }] } },
      { name: 'secret', secret: { secretName: 'data' } },
      {
        name: 'all',
        projected: {
          sources: [
            { configMap: { name: 'data' } },
            { downwardAPI: { items: [{ path: 'ns', fieldRef: { fieldPath: 'metadata.namespace' } }] } },
          ],
        },
      },
      { name: 'none', configMap: { name: 'missing', optional: true } },
      { name: 'disk', hostPath: { path: '/data/host', type: 'DirectoryOrCreate' } },
      { name: 'etc', hostPath: { path: '/etc' } },
    ]
    const volumeMounts = [
      { name: 'cm', mountPath: '/cm' },
      { name: 'secret', mountPath: '/deep/er/secret' },
      { name: 'all', mountPath: '/all' },
      { name: 'all', mountPath: '/etc/app.conf', subPath: 'a' },
      { name: 'none', mountPath: '/none' },
      { name: 'disk', mountPath: '/disk' },
      { name: 'etc', mountPath: '/host/etc' },
    ]
    const script = [
      'cat /cm/sub/renamed; stat -c %a /cm/sub/renamed; cat /deep/er/secret/password; echo; cat /all/ns; echo; cat /all/b; echo',
      'cat /etc/app.conf; echo; ls /none | wc -l; touch /disk/x && echo wrote; touch /cm/x 2>/dev/null || echo read-only',
      'touch /host/etc/x 2>/dev/null || echo host-read-only; test -s /host/etc/passwd && echo passwd',
    ].join('; ')
    const lines = await output(bash(script, { volumeMounts }), { volumes })
    expect(lines).toEqual([
      'A400',
      'hidden',
      'test',
      'B',
      'A',
      '0',
      'wrote',
      'read-only',
      'host-read-only',
      'passwd',
    ])
  })

  it('mounts the credentials of the service account', async () => {
    const folder = '/var/run/secrets/kubernetes.io/serviceaccount'
    const lines = await output(bash(`for f in token ca.crt namespace; do cat ${folder}/$f; echo; done`))
    expect(lines).toEqual([`token-of-pod-${count}`, 'CERTIFICATE', 'test'])
  })

  it('keeps what is on a claimed volume from one pod to the next', async () => {
    node.create('persistentvolumeclaims', {
      metadata: { name: 'claim', namespace: 'test' },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    })
    const volumes = [{ name: 'v', persistentVolumeClaim: { claimName: 'claim' } }]
    const volumeMounts = [{ name: 'v', mountPath: '/v' }]
    await output(bash('echo kept >/v/file', { volumeMounts }), { volumes })
    expect(await output(bash('cat /v/file', { volumeMounts }), { volumes })).toEqual(['kept'])
  })

  it('says which volume it cannot mount', async () => {
    node.pod('mountless', {
      volumes: [{ name: 'v', secret: { secretName: 'nope' } }],
      containers: [bash('true')],
    })
    await expect
      .poll(() => node.events('mountless'))
      .toContain('FailedMount: MountVolume.SetUp failed for volume "v" : secret "nope" not found')
  })
})
