import { expect } from 'vitest'
import type { Group } from '../support/group.js'
import { idle } from '../support/objects.js'

const every = { periodSeconds: 1, timeoutSeconds: 2 }
const probe = (script: string, more: object = {}) => ({
  exec: { command: ['bash', '-c', script] },
  ...every,
  ...more,
})

/** A pod's life: its phases, probes, init containers, hooks. */
export const lifecycle: Group = {
  name: 'lifecycle',
  objects: ({ make }) => [
    make.pod('runs', idle),
    make.pod('ends', 'true'),
    make.pod('ready-later', `sleep 2; touch /tmp/ready; ${idle}`, {
      main: { readinessProbe: probe('test -e /tmp/ready') },
    }),
    make.pod('not-alive', idle, {
      main: { livenessProbe: probe('false', { failureThreshold: 1 }) },
      spec: { restartPolicy: 'Always', terminationGracePeriodSeconds: 1 },
    }),
    make.pod('starts-slowly', `sleep 2; touch /tmp/started; ${idle}`, {
      main: { startupProbe: probe('test -e /tmp/started', { failureThreshold: 30 }) },
    }),
    make.pod(
      'tcp',
      `exec perl -MIO::Socket::INET -e '$s=IO::Socket::INET->new(Listen=>5,LocalPort=>18080,ReuseAddr=>1) or die; while($c=$s->accept){close $c}'`,
      {
        main: { readinessProbe: { tcpSocket: { port: 18080 }, ...every } },
      },
    ),
    make.pod('hooked', idle, {
      main: { lifecycle: { postStart: { exec: { command: ['bash', '-c', 'echo hooked > /tmp/hook'] } } } },
    }),
    make.pod('in-order', 'echo main', {
      spec: {
        initContainers: [make.container('one', 'sleep 1'), make.container('two', 'true')],
      },
    }),
    make.pod('accompanied', 'true', {
      spec: { initContainers: [make.container('side', idle, { restartPolicy: 'Always' })] },
    }),
    make.pod('restarted', 'test -e /e/ran && exit 0; touch /e/ran; exit 1', {
      main: { volumeMounts: [{ name: 'e', mountPath: '/e' }] },
      spec: { restartPolicy: 'OnFailure', volumes: [{ name: 'e', emptyDir: {} }] },
    }),
  ],
  cases: {
    'a pod that runs': async ({ read, until }) => {
      await until(async () => {
        const { phase, conditions, containerStatuses, podIP, qosClass } = (await read('get pod runs')).status
        expect({ phase, qosClass }).toEqual({ phase: 'Running', qosClass: 'BestEffort' })
        const types = conditions.filter(({ status }: { status: string }) => status === 'True')
        expect(types.map(({ type }: { type: string }) => type)).toEqual(
          expect.arrayContaining(['PodScheduled', 'Initialized', 'ContainersReady', 'Ready']),
        )
        expect(containerStatuses[0]).toMatchObject({ ready: true, started: true, restartCount: 0 })
        expect(podIP).toMatch(/^[\d.]+$/)
      })
    },
    'a pod that ends': async ({ read, says, until }) => {
      await until(async () => {
        const { phase, containerStatuses } = (await read('get pod ends')).status
        expect(phase).toBe('Succeeded')
        expect(containerStatuses[0].state.terminated).toMatchObject({ exitCode: 0, reason: 'Completed' })
      })
      expect(await says('get pod ends --no-headers')).toMatch(/^ends +0\/1 +Completed +0 /)
    },
    'defaults of a pod': async ({ read }) => {
      const { spec } = await read('get pod runs')
      expect(spec).toMatchObject({
        dnsPolicy: 'ClusterFirst',
        schedulerName: 'default-scheduler',
        serviceAccountName: 'default',
      })
      expect(spec.tolerations).toHaveLength(2)
      expect(spec.containers[0]).toMatchObject({ terminationMessagePath: '/dev/termination-log' })
    },
    'ready later': async ({ says }) =>
      expect(await says('wait --for=condition=Ready pod/ready-later --timeout=180s')).toContain(
        'condition met',
      ),
    'a liveness probe restarts': async ({ read, until }) => {
      await until(async () => {
        const [container] = (await read('get pod not-alive')).status.containerStatuses
        expect(container.restartCount).toBeGreaterThan(0)
      }, 90)
    },
    'a probe that fails is in the events': async ({ says, until }) => {
      await until(
        async () => expect(await says('describe pod not-alive')).toMatch(/Unhealthy .*Liveness probe failed/),
        90,
      )
    },
    'a startup probe keeps the pod from being ready': async ({ says, until }) => {
      await until(async () =>
        expect(await says('get pod starts-slowly -o jsonpath={.status.containerStatuses[0].started}')).toBe(
          'true',
        ),
      )
    },
    'a probe of a port': async ({ says }) =>
      expect(await says('wait --for=condition=Ready pod/tcp --timeout=180s')).toContain('condition met'),
    'a hook after the start': async ({ says, until }) => {
      await says('wait --for=condition=Ready pod/hooked --timeout=180s')
      await until(async () => expect(await says('exec hooked -- cat /tmp/hook')).toBe('hooked'))
    },
    'init containers one after the other': async ({ read, until }) => {
      await until(async () => {
        const { phase, initContainerStatuses } = (await read('get pod in-order')).status
        expect(phase).toBe('Succeeded')
        const [one, two] = initContainerStatuses.map(
          ({ state }: { state: { terminated: object } }) => state.terminated,
        )
        expect(Date.parse(two.startedAt)).toBeGreaterThanOrEqual(Date.parse(one.finishedAt))
      })
    },
    'a sidecar ends with the pod': async ({ says, until }) => {
      await until(
        async () => expect(await says('get pod accompanied -o jsonpath={.status.phase}')).toBe('Succeeded'),
        90,
      )
    },
    'a container is restarted when it fails': async ({ read, until }) => {
      await until(async () => {
        const { phase, containerStatuses } = (await read('get pod restarted')).status
        expect({ phase, restarts: containerStatuses[0].restartCount }).toEqual({
          phase: 'Succeeded',
          restarts: 1,
        })
      })
    },
    'run makes a pod': async ({ says, make, until }) => {
      await says(`run quick --image=${make.image} --restart=Never --command -- echo made`)
      await until(async () => expect(await says('logs quick')).toBe('made'))
    },
    'run attaches': async ({ says, make }) => {
      const words =
        `run attached --image=${make.image} --restart=Never --rm -i --quiet --command -- bash -c`.split(' ')
      expect(await says([...words, 'read line; echo got $line; sleep 1'], 'input\n')).toContain('got input')
    },
    'debug adds a container': async ({ says, make, until }) => {
      await says('wait --for=condition=Ready pod/runs --timeout=180s')
      await says(`debug runs --image=${make.image} --container=looker --profile=general -- echo looked`)
      await until(async () => expect(await says('logs runs -c looker')).toBe('looked'))
    },
    'an eviction takes the pod away': async ({ apply, ask, make, namespace, says }) => {
      await apply(make.pod('evicted', idle))
      await says('wait --for=condition=Ready pod/evicted --timeout=180s')
      const body = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name: 'evicted', namespace } }
      await ask({ method: 'POST', path: `/api/v1/namespaces/${namespace}/pods/evicted/eviction`, body })
      await says('wait --for=delete pod/evicted --timeout=180s')
    },
  },
}
