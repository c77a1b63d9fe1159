import { expect } from 'vitest'
import type { Case, Group } from '../support/group.js'
import { configMap, idle, secret } from '../support/objects.js'

/** Each mount point is named after its volume. */
const mounted = (...paths: string[]) => ({
  volumeMounts: paths.map((path) => ({ name: path.slice(1), mountPath: path })),
})
/** A container's output, once it has ended. */
const printed =
  (container: string, expected: string, pod = 'many'): Case =>
  async ({ says, until }) => {
    const ended = `{.status.containerStatuses[?(@.name=="${container}")].state.terminated.exitCode}`
    await until(async () => expect(await says(['get', 'pod', pod, '-o', `jsonpath=${ended}`])).toBe('0'))
    expect(await says(`logs ${pod} -c ${container}`)).toBe(expected)
  }
const about = ['labels', 'name'].map((what) => ({ path: what, fieldRef: { fieldPath: `metadata.${what}` } }))
const sources = [
  { serviceAccountToken: { path: 'token', audience: 'other', expirationSeconds: 3600 } },
  { configMap: { name: 'conf', items: [{ key: 'one', path: 'one' }] } },
  { secret: { name: 'hush' } },
]
const items = [{ key: 'two', path: 'deep/er' }]

/** Volumes of every kind that needs no storage. */
export const volumes: Group = {
  name: 'volumes',
  objects: ({ make }) => [
    configMap('conf', { one: '1', two: '2' }),
    configMap('changes', { value: 'old' }),
    secret('hush', { word: 'quiet' }),
    make.pod('many', '', {
      spec: {
        containers: [
          make.container('keys', 'ls /c; cat /c/one', mounted('/c')),
          make.container('items', 'ls /i; cat /i/deep/er', mounted('/i')),
          make.container('modes', 'stat -L -c %a /h/word; cat /h/word', mounted('/h')),
          make.container('optional', 'ls /o | wc -l', mounted('/o')),
          make.container('downward', 'cat /d/labels; echo; cat /d/name', mounted('/d')),
          make.container(
            'projected',
            'cut -d. -f1 /p/token | base64 -d 2>/dev/null | grep -o alg; cat /p/one; cat /p/word',
            mounted('/p'),
          ),
          make.container('parts', 'cat /one; ls /made', {
            volumeMounts: [
              { name: 'c', mountPath: '/one', subPath: 'one' },
              { name: 'e', mountPath: '/made', subPath: 'made' },
            ],
          }),
          make.container('read-only', 'touch /e/x 2>/dev/null || echo refused', {
            volumeMounts: [{ name: 'e', mountPath: '/e', readOnly: true }],
          }),
          make.container('memory', 'stat -f -c %T /m', mounted('/m')),
          make.container('writes', 'echo side > /e/file; touch /e/done', mounted('/e')),
          make.container('reads', 'until [ -e /e/done ]; do sleep 0.2; done; cat /e/file', mounted('/e')),
        ],
        volumes: [
          { name: 'c', configMap: { name: 'conf' } },
          { name: 'i', configMap: { name: 'conf', items } },
          { name: 'h', secret: { secretName: 'hush', defaultMode: 0o400 } },
          { name: 'o', configMap: { name: 'nothere', optional: true } },
          { name: 'd', downwardAPI: { items: about } },
          { name: 'p', projected: { sources } },
          { name: 'e', emptyDir: {} },
          { name: 'm', emptyDir: { medium: 'Memory' } },
        ],
      },
    }),
    make.pod('init', 'cat /s/file', {
      main: mounted('/s'),
      spec: {
        volumes: [{ name: 's', emptyDir: {} }],
        initContainers: [make.container('first', 'echo init > /s/file', mounted('/s'))],
      },
    }),
    make.pod('group', 'stat -c %g /e', {
      main: mounted('/e'),
      spec: { securityContext: { fsGroup: 4321 }, volumes: [{ name: 'e', emptyDir: {} }] },
    }),
    make.pod('follows', idle, {
      main: mounted('/c'),
      spec: { volumes: [{ name: 'c', configMap: { name: 'changes' } }] },
    }),
    make.pod('survives', 'echo x >> /e/runs; wc -l < /e/runs; [ $(wc -l < /e/runs) = 2 ]', {
      main: mounted('/e'),
      spec: { restartPolicy: 'OnFailure', volumes: [{ name: 'e', emptyDir: {} }] },
    }),
  ],
  cases: {
    'emptyDir is shared': printed('reads', 'side'),
    'emptyDir passes on from an init container': printed('main', 'init', 'init'),
    'emptyDir outlives a container': printed('main', '2', 'survives'),
    'emptyDir in memory': printed('memory', 'tmpfs'),
    'a ConfigMap': printed('keys', 'one\ntwo\n1'),
    'keys of a ConfigMap': printed('items', 'deep\n2'),
    'a Secret with a mode': printed('modes', '400\nquiet'),
    'one that may be absent': printed('optional', '0'),
    'the pod about itself': printed('downward', 'app="many"\nmany'),
    'several in one': printed('projected', 'alg\n1quiet'),
    'parts of one': printed('parts', '1'),
    'one that cannot be written': printed('read-only', 'refused'),
    'with a group': printed('main', '4321', 'group'),
    'a ConfigMap that changes': async ({ says, until }) => {
      await says('wait --for=condition=Ready pod/follows --timeout=180s')
      expect(await says('exec follows -- cat /c/value')).toBe('old')
      await says(['patch', 'cm', 'changes', '-p', '{"data":{"value":"new"}}'])
      // The kubelet looks again at once where the pod itself changes.
      await says('annotate pod follows looked=now')
      await until(async () => expect(await says('exec follows -- cat /c/value')).toBe('new'))
    },
  },
}
