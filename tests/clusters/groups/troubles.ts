import { expect } from 'vitest'
import type { Group } from '../support/group.js'
import { idle } from '../support/objects.js'

/** Pods that do not run as wanted: what a gather is there to show. */
export const troubles: Group = {
  name: 'troubles',
  objects: ({ make }) => [
    make.pod('no-image', 'true', { main: { image: 'registry.invalid/nothing/here:1' } }),
    make.pod('never-pulled', 'true', {
      main: { image: 'registry.invalid/nothing/here:2', imagePullPolicy: 'Never' },
    }),
    make.pod('loops', 'echo failing; exit 7', { spec: { restartPolicy: 'Always' } }),
    make.pod('fails', 'echo last words > /dev/termination-log; exit 3'),
    make.pod('falls-back', 'echo from the log; exit 3', {
      main: { terminationMessagePolicy: 'FallbackToLogsOnError' },
    }),
    make.pod('init-fails', 'true', {
      spec: { initContainers: [make.container('first', 'exit 5')] },
    }),
    make.pod('no-config', 'true', {
      main: { envFrom: [{ configMapRef: { name: 'nothere' } }] },
    }),
    make.pod('no-command', 'true', { main: { command: ['/no/such/program'] } }),
    make.pod('no-place', 'true', { spec: { nodeSelector: { none: 'such' } } }),
    make.pod('too-big', 'true', { main: { resources: { requests: { memory: '100Ti' } } } }),
    make.pod('too-long', idle, { spec: { activeDeadlineSeconds: 3 } }),
    make.pod('no-volume', 'true', {
      spec: { volumes: [{ name: 'v', secret: { secretName: 'nothere' } }] },
      main: { volumeMounts: [{ name: 'v', mountPath: '/v' }] },
    }),
  ],
  cases: {
    'an image that does not exist is said twice': async ({ says, until }) => {
      const words = 'get events --field-selector=involvedObject.name=no-image -o jsonpath={.items[*].message}'
      await until(async () => {
        const out = await says(words)
        expect(out).toContain('Error: ErrImagePull')
        expect(out).toContain('Error: ImagePullBackOff')
      }, 100)
    },
    'an image that does not exist is in the table': async ({ says, until }) => {
      await until(async () =>
        expect(await says('get pod no-image --no-headers')).toMatch(
          /0\/1 +(ErrImagePull|ImagePullBackOff) +0/,
        ),
      )
    },
    'an image that does not exist is in the events': async ({ says, until }) => {
      await until(async () => {
        const out = await says(
          'get events --field-selector=involvedObject.name=no-image,type=Warning -o jsonpath={.items[*].message}',
        )
        expect(out).toContain('Failed to pull image "registry.invalid/nothing/here:1"')
      })
    },
    'an image that does not exist is in the log': async ({ refused, until }) => {
      await until(async () =>
        expect(await refused('logs no-image')).toContain(
          'container "main" in pod "no-image" is waiting to start: trying and failing to pull image',
        ),
      )
    },
    'an image that may not be pulled': async ({ says, until }) => {
      await until(async () =>
        expect(await says('get pod never-pulled --no-headers')).toContain('ErrImageNeverPull'),
      )
    },
    'a container that ends again and again': async ({ read, until }) => {
      await until(async () => {
        const [container] = (await read('get pod loops')).status.containerStatuses
        expect(container.restartCount).toBeGreaterThan(0)
        expect(container.state.waiting).toMatchObject({ reason: 'CrashLoopBackOff' })
        expect(container.lastState.terminated).toMatchObject({ exitCode: 7, reason: 'Error' })
      })
    },
    'a container that ends again and again is in the table': async ({ says, until }) => {
      await until(async () =>
        expect(await says('get pod loops --no-headers')).toMatch(/0\/1 +(CrashLoopBackOff|Error) +\d+/),
      )
    },
    'a container that ends again and again is in the events': async ({ says, until }) => {
      await until(async () =>
        expect(await says('describe pod loops')).toMatch(
          /Warning +BackOff .*Back-off restarting failed container/,
        ),
      )
    },
    'a pod that failed, with its last words': async ({ read, until }) => {
      await until(async () => {
        const { phase, containerStatuses } = (await read('get pod fails')).status
        expect(phase).toBe('Failed')
        expect(containerStatuses[0].state.terminated).toMatchObject({ exitCode: 3, message: 'last words\n' })
      })
    },
    'a pod that failed, with the end of its log': async ({ read, until }) => {
      await until(async () => {
        const [{ state }] = (await read('get pod falls-back')).status.containerStatuses
        expect(state.terminated.message).toContain('from the log')
      })
    },
    'an init container that fails': async ({ says, until }) => {
      await until(async () =>
        expect(await says('get pod init-fails --no-headers')).toMatch(/0\/1 +Init:Error +0/),
      )
    },
    'a ConfigMap that is not there': async ({ read, until }) => {
      await until(async () => {
        const [{ state }] = (await read('get pod no-config')).status.containerStatuses
        expect(state.waiting).toMatchObject({
          reason: 'CreateContainerConfigError',
          message: 'configmap "nothere" not found',
        })
      })
    },
    'a program that is not there': async ({ read, until }) => {
      await until(async () => {
        const [{ state }] = (await read('get pod no-command')).status.containerStatuses
        expect(state.terminated).toMatchObject({ exitCode: 128, reason: 'StartError' })
      })
    },
    'no node that fits': async ({ read, until }) => {
      await until(async () => {
        const { phase, conditions } = (await read('get pod no-place')).status
        expect(phase).toBe('Pending')
        expect(conditions[0]).toMatchObject({
          type: 'PodScheduled',
          status: 'False',
          reason: 'Unschedulable',
        })
        expect(conditions[0].message).toContain("didn't match Pod's node affinity/selector")
      })
    },
    'no node that is big enough': async ({ read, until }) => {
      await until(async () => {
        const [condition] = (await read('get pod too-big')).status.conditions
        expect(condition.message).toContain('Insufficient memory')
      })
    },
    'a pod that runs for too long': async ({ read, until }) => {
      await until(async () =>
        expect((await read('get pod too-long')).status).toMatchObject({
          phase: 'Failed',
          reason: 'DeadlineExceeded',
        }),
      )
    },
    'a volume that is not there': async ({ says, until }) => {
      await until(async () => {
        expect(await says('get pod no-volume --no-headers')).toMatch(/0\/1 +ContainerCreating/)
        expect(await says('describe pod no-volume')).toMatch(/FailedMount .*secret "nothere" not found/)
      })
    },
  },
}
