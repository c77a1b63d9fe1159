import { expect } from 'vitest'
import type { Case, Group } from '../support/group.js'
import { configMap, idle, secret } from '../support/objects.js'

const mounted = (...paths: string[]) => ({
  volumeMounts: paths.map((path) => ({ name: path.slice(1), mountPath: path })),
})
const printed =
  (pod: string, expected: string): Case =>
  async ({ says, until }) => {
    await until(async () =>
      expect(await says(`get pod ${pod} -o jsonpath={.status.phase}`)).toBe('Succeeded'),
    )
    expect(await says(`logs ${pod} -c main`)).toBe(expected)
  }

/** Volumes of every kind that needs no storage. */
export const volumes: Group = {
  name: 'volumes',
  objects: ({ make }) => [
    configMap('conf', { one: '1', two: '2' }),
    configMap('changes', { value: 'old' }),
    secret('hush', { word: 'quiet' }),
    make.pod('shared', 'until [ -e /s/done ]; do sleep 0.2; done; cat /s/file', {
      spec: {
        volumes: [{ name: 's', emptyDir: {} }],
        initContainers: [make.container('first', 'echo init > /s/file', mounted('/s'))],
        containers: [
          make.container('main', 'until [ -e /s/done ]; do sleep 0.2; done; cat /s/file', mounted('/s')),
          make.container('side', 'echo side >> /s/file; touch /s/done', mounted('/s')),
        ],
      },
    }),
    make.pod('keys', 'ls /c; cat /c/one', {
      main: mounted('/c'),
      spec: { volumes: [{ name: 'c', configMap: { name: 'conf' } }] },
    }),
    make.pod('items', 'ls /c; cat /c/deep/er', {
      main: mounted('/c'),
      spec: {
        volumes: [{ name: 'c', configMap: { name: 'conf', items: [{ key: 'two', path: 'deep/er' }] } }],
      },
    }),
    make.pod('modes', 'stat -L -c %a /h/word; cat /h/word', {
      main: mounted('/h'),
      spec: { volumes: [{ name: 'h', secret: { secretName: 'hush', defaultMode: 0o400 } }] },
    }),
    make.pod('optional', 'ls /c | wc -l', {
      main: mounted('/c'),
      spec: { volumes: [{ name: 'c', configMap: { name: 'nothere', optional: true } }] },
    }),
    make.pod('downward', 'cat /d/labels; echo; cat /d/name', {
      labels: { tier: 'front' },
      main: mounted('/d'),
      spec: {
        volumes: [
          {
            name: 'd',
            downwardAPI: {
              items: ['labels', 'name'].map((what) => ({
                path: what,
                fieldRef: { fieldPath: `metadata.${what}` },
              })),
            },
          },
        ],
      },
    }),
    make.pod(
      'projected',
      'cut -d. -f1 /p/token | base64 -d 2>/dev/null | grep -o alg; cat /p/one; cat /p/word',
      {
        main: mounted('/p'),
        spec: {
          volumes: [
            {
              name: 'p',
              projected: {
                sources: [
                  { serviceAccountToken: { path: 'token', audience: 'other', expirationSeconds: 3600 } },
                  { configMap: { name: 'conf', items: [{ key: 'one', path: 'one' }] } },
                  { secret: { name: 'hush' } },
                ],
              },
            },
          ],
        },
      },
    ),
    make.pod('parts', 'cat /one; ls /c', {
      main: {
        volumeMounts: [
          { name: 'c', mountPath: '/one', subPath: 'one' },
          { name: 'e', mountPath: '/c', subPath: 'made' },
        ],
      },
      spec: {
        volumes: [
          { name: 'c', configMap: { name: 'conf' } },
          { name: 'e', emptyDir: {} },
        ],
      },
    }),
    make.pod('read-only', 'touch /e/x 2>/dev/null || echo refused', {
      main: { volumeMounts: [{ name: 'e', mountPath: '/e', readOnly: true }] },
      spec: { volumes: [{ name: 'e', emptyDir: {} }] },
    }),
    make.pod('group', 'stat -c %g /e', {
      main: mounted('/e'),
      spec: { securityContext: { fsGroup: 4321 }, volumes: [{ name: 'e', emptyDir: {} }] },
    }),
    make.pod('memory', 'stat -f -c %T /e', {
      main: mounted('/e'),
      spec: { volumes: [{ name: 'e', emptyDir: { medium: 'Memory' } }] },
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
    'emptyDir is shared': printed('shared', 'init\nside'),
    'emptyDir outlives a container': printed('survives', '2'),
    'emptyDir in memory': printed('memory', 'tmpfs'),
    'a ConfigMap': printed('keys', 'one\ntwo\n1'),
    'keys of a ConfigMap': printed('items', 'deep\n2'),
    'a Secret with a mode': printed('modes', '400\nquiet'),
    'one that may be absent': printed('optional', '0'),
    'the pod about itself': printed('downward', 'app="downward"\ntier="front"\ndownward'),
    'several in one': printed('projected', 'alg\n1quiet'),
    'parts of one': printed('parts', '1'),
    'one that cannot be written': printed('read-only', 'refused'),
    'with a group': printed('group', '4321'),
    'a ConfigMap that changes': async ({ says, until }) => {
      await says('wait --for=condition=Ready pod/follows --timeout=90s')
      expect(await says('exec follows -- cat /c/value')).toBe('old')
      await says(['patch', 'cm', 'changes', '-p', '{"data":{"value":"new"}}'])
      // The kubelet looks again at once where the pod itself changes.
      await says('annotate pod follows looked=now')
      await until(async () => expect(await says('exec follows -- cat /c/value')).toBe('new'), 100)
    },
  },
}
