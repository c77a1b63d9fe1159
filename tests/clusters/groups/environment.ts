import { expect } from 'vitest'
import type { Case, Group } from '../support/group.js'
import { configMap, secret } from '../support/objects.js'

/** A container's output, once it has ended. */
const printed =
  (container: string, expected: string | RegExp, pod = 'many'): Case =>
  async ({ says, until }) => {
    const ended = `{.status.containerStatuses[?(@.name=="${container}")].state.terminated.exitCode}`
    await until(async () => expect(await says(['get', 'pod', pod, '-o', `jsonpath=${ended}`])).toBe('0'))
    const out = await says(`logs ${pod} -c ${container}`)
    if (typeof expected === 'string') expect(out).toBe(expected)
    else expect(out).toMatch(expected)
  }
const field = (name: string, fieldPath: string) => ({ name, valueFrom: { fieldRef: { fieldPath } } })
const sizes = { limits: { memory: '64Mi' }, requests: { cpu: '10m' } }

/** What a container gets from its pod: environment, arguments, user, names. */
export const environment: Group = {
  name: 'environment',
  objects: ({ make }) => [
    configMap('conf', { KEY: 'from conf', OTHER: 'other' }),
    secret('hush', { WORD: 'from secret' }),
    make.pod('many', '', {
      labels: { tier: 'front' },
      spec: {
        containers: [
          make.container('sources', 'echo "$ONE|$TWO|$KEY|$OTHER|$S_WORD|${NONE-unset}"', {
            env: [
              { name: 'ONE', valueFrom: { configMapKeyRef: { name: 'conf', key: 'KEY' } } },
              { name: 'TWO', valueFrom: { secretKeyRef: { name: 'hush', key: 'WORD' } } },
              { name: 'NONE', valueFrom: { configMapKeyRef: { name: 'conf', key: 'NONE', optional: true } } },
            ],
            envFrom: [{ configMapRef: { name: 'conf' } }, { prefix: 'S_', secretRef: { name: 'hush' } }],
          }),
          make.container(
            'fields',
            'echo "$NAME|$NAMESPACE|$ACCOUNT|$LABEL|${NODE:+node}|${IP:+ip}|$CPU|$MEMORY"',
            {
              resources: sizes,
              env: [
                field('NAME', 'metadata.name'),
                field('NAMESPACE', 'metadata.namespace'),
                field('ACCOUNT', 'spec.serviceAccountName'),
                field('LABEL', "metadata.labels['tier']"),
                field('NODE', 'spec.nodeName'),
                field('IP', 'status.podIP'),
                { name: 'CPU', valueFrom: { resourceFieldRef: { resource: 'requests.cpu', divisor: '1m' } } },
                {
                  name: 'MEMORY',
                  valueFrom: { resourceFieldRef: { resource: 'limits.memory', divisor: '1Mi' } },
                },
              ],
            },
          ),
          make.container('expands', '', {
            env: [
              { name: 'A', value: 'a' },
              { name: 'B', value: '$(A)b' },
            ],
            command: ['printf', '%s\n', '$(B)', '$$(B)', '$(NOTHERE)'],
          }),
          make.container('folder', 'pwd; hostname', { workingDir: '/var/tmp' }),
          make.container('services', 'echo "$KUBERNETES_SERVICE_HOST" "$KUBERNETES_SERVICE_PORT"'),
          make.container('processes', 'echo $BASHPID; ls /proc | grep -c "^[0-9]*$"'),
          make.container('user', 'id -u; id -g', { securityContext: { runAsUser: 1234, runAsGroup: 2345 } }),
          make.container('read-only', 'touch /cannot 2>&1 || echo refused', {
            securityContext: { readOnlyRootFilesystem: true },
          }),
          make.container('streams', 'cat; echo done'),
        ],
      },
    }),
    make.pod('named', 'hostname', { spec: { hostname: 'by-hand' } }),
  ],
  cases: {
    'from ConfigMaps and Secrets': printed(
      'sources',
      'from conf|from secret|from conf|other|from secret|unset',
    ),
    'from the pod itself': async (scene) =>
      printed('fields', `many|${scene.namespace}|default|front|node|ip|10|64`)(scene),
    'variables in arguments': printed('expands', 'ab\n$(B)\n$(NOTHERE)'),
    "a working folder, and the pod as the host's name": printed('folder', '/var/tmp\nmany'),
    'a name for the host': printed('main', 'by-hand', 'named'),
    'where the API is': printed('services', /^\S+ \d+$/),
    'processes of its own': printed('processes', /^1\n[1-9]$/),
    'a user': printed('user', '1234\n2345'),
    'a root that cannot be written': printed('read-only', /Read-only file system\nrefused$/),
    'no input': printed('streams', 'done'),
  },
}
