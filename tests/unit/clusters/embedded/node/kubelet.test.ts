import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Pod } from '../../../../../src/clusters/embedded/node/pod/types.js'
import { bash, canIsolate, startTestNode, type TestNode } from './test-node.js'

describe.skipIf(!(await canIsolate()))('the kubelet', () => {
  let node: TestNode
  beforeAll(async () => {
    node = await startTestNode()
    await node.when('serviceaccounts', 'default', () => true)
    await node.when('configmaps', 'kube-root-ca.crt', () => true)
  })
  afterAll(() => node.close())

  const main = (pod: Pod | undefined) => pod?.status?.containerStatuses?.[0]

  it('runs a pod to its end, with status, log and events', async () => {
    node.pod('done', { containers: [bash('echo hello; echo "last words" >/dev/termination-log')] })
    const pod = await node.phase('done', 'Succeeded')
    expect(main(pod)).toMatchObject({
      ready: false,
      restartCount: 0,
      imageID: expect.stringMatching(/^sha256:/) as string,
      state: { terminated: { exitCode: 0, reason: 'Completed', message: 'last words\n' } },
    })
    expect(pod?.status).toMatchObject({
      hostIP: '127.0.0.1',
      podIP: expect.stringMatching(/^127\.1\./) as string,
    })
    expect(pod?.spec.nodeName).toBe('embedded')
    expect(await node.logs('done')).toBe('hello\n')
    expect(node.events('done')).toEqual([
      'Scheduled: Successfully assigned test/done to embedded',
      'Pulled: Container image "base" already present on machine and can be accessed by the pod',
      'Created: Container created',
      'Started: Container started',
    ])
  })

  it('gives the exit code of a failure, and the end of its log where that is wanted', async () => {
    const terminationMessagePolicy = 'FallbackToLogsOnError'
    node.pod('failed', { containers: [bash('echo because >&2; exit 42', { terminationMessagePolicy })] })
    const pod = await node.phase('failed', 'Failed')
    expect(main(pod)?.state.terminated).toMatchObject({ exitCode: 42, reason: 'Error', message: 'because\n' })
  })

  it.each([
    [['/no/such'], 'exec: "/no/such": stat /no/such: no such file or directory'],
    [['isv-no-such'], 'exec: "isv-no-such": executable file not found in $PATH'],
  ])('says that %j cannot be started', async (command, message) => {
    const name = command[0]?.replaceAll('/', '') ?? ''
    node.pod(name, { containers: [{ name: 'main', image: 'base', command }] })
    const pod = await node.phase(name, 'Failed')
    expect(main(pod)?.state.terminated).toMatchObject({ exitCode: 128, reason: 'StartError' })
    expect(main(pod)?.state.terminated?.message).toContain(message)
  })

  it('runs init containers one after the other, and sidecars beside the others', async () => {
    const volumeMounts = [{ name: 'shared', mountPath: '/shared' }]
    node.pod('init', {
      volumes: [{ name: 'shared', emptyDir: {} }],
      initContainers: [
        bash('sleep 0.2; echo 1 >>/shared/order', { name: 'one', volumeMounts }),
        bash('echo side >>/shared/order; sleep 1000', {
          name: 'side',
          restartPolicy: 'Always',
          volumeMounts,
        }),
        bash('echo 2 >>/shared/order', { name: 'two', volumeMounts }),
      ],
      containers: [bash('cat /shared/order', { volumeMounts })],
    })
    const pod = await node.phase('init', 'Succeeded')
    expect((await node.logs('init')).split('\n').sort()).toEqual(['', '1', '2', 'side'])
    expect(pod?.status?.initContainerStatuses?.map(({ name }) => name)).toEqual(['one', 'side', 'two'])
  })

  it('does not go on when an init container fails', async () => {
    node.pod('init-fails', { initContainers: [bash('exit 3', { name: 'one' })], containers: [bash('true')] })
    const pod = await node.phase('init-fails', 'Failed')
    expect(pod?.status?.initContainerStatuses?.[0]?.state.terminated?.exitCode).toBe(3)
    expect(main(pod)?.state.waiting?.reason).toBe('PodInitializing')
  })

  it('restarts what fails, and keeps the log of the instance before', async () => {
    const script = 'n=$(ls /shared | wc -l); touch /shared/$n; echo run $n; [ $n -ge 2 ]'
    const containers = [bash(script, { volumeMounts: [{ name: 'shared', mountPath: '/shared' }] })]
    node.pod('again', { restartPolicy: 'OnFailure', volumes: [{ name: 'shared', emptyDir: {} }], containers })
    const pod = await node.phase('again', 'Succeeded')
    expect(main(pod)).toMatchObject({ restartCount: 2, lastState: { terminated: { exitCode: 1 } } })
    expect(await node.logs('again')).toBe('run 2\n')
    expect(await node.logs('again', { previous: true })).toBe('run 1\n')
    expect(node.events('again').join('\n')).toContain('BackOff: Back-off restarting failed container main')
  })

  it('waits for an image that is not there', async () => {
    node.pod('pull', { containers: [bash('true', { image: 'example.com/late:1' })] })
    const waiting = (pod: Pod) => main(pod)?.state.waiting?.reason === 'ErrImagePull'
    expect(main(await node.when<Pod>('pods', 'pull', waiting))?.state.waiting?.message).toContain(
      'example.com/late:1: not found',
    )
    await expect(node.logs('pull')).rejects.toThrow('waiting to start: trying and failing to pull image')
    await node.addImage('example.com/late:1', 'FROM scratch')
    await node.phase('pull', 'Succeeded')
  })

  it('waits for a ConfigMap that is not there', async () => {
    const env = [{ name: 'V', valueFrom: { configMapKeyRef: { name: 'late', key: 'k' } } }]
    node.pod('config', { containers: [bash('echo $V', { env })] })
    const waiting = (pod: Pod) => main(pod)?.state.waiting?.reason === 'CreateContainerConfigError'
    expect(main(await node.when<Pod>('pods', 'config', waiting))?.state.waiting?.message).toBe(
      'configmap "late" not found',
    )
    node.create('configmaps', { metadata: { name: 'late', namespace: 'test' }, data: { k: 'value' } })
    await node.phase('config', 'Succeeded')
    expect(await node.logs('config')).toBe('value\n')
  })

  it('refuses root where the pod wants none', async () => {
    node.pod('non-root', { securityContext: { runAsNonRoot: true }, containers: [bash('true')] })
    const waiting = (pod: Pod) => main(pod)?.state.waiting?.message?.includes('runAsNonRoot') ?? false
    await node.when<Pod>('pods', 'non-root', waiting)
  })

  it('says why a pod cannot be scheduled, and schedules it when the node changes', async () => {
    node.pod('picky', { nodeSelector: { disk: 'fast' }, containers: [bash('true')] })
    const pod = await node.when<Pod>('pods', 'picky', ({ status }) => (status?.conditions?.length ?? 0) > 0)
    expect(pod?.status?.conditions?.[0]).toMatchObject({
      type: 'PodScheduled',
      status: 'False',
      reason: 'Unschedulable',
    })
    expect(node.events('picky')[0]).toContain(
      "FailedScheduling: 0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector",
    )
    node.store.modify('nodes', undefined, 'embedded', (draft) => {
      draft.metadata.labels = { ...draft.metadata.labels, disk: 'fast' }
    })
    await node.phase('picky', 'Succeeded')
  })

  it('is ready when its probe says so', async () => {
    const readinessProbe = { exec: { command: ['test', '-e', '/tmp/ready'] }, periodSeconds: 1 }
    node.pod('probed', { containers: [bash('sleep 0.5; touch /tmp/ready; sleep 1000', { readinessProbe })] })
    const running = await node.when<Pod>('pods', 'probed', (pod) => main(pod)?.state.running !== undefined)
    expect(main(running)?.ready).toBe(false)
    const ready = await node.when<Pod>('pods', 'probed', (pod) => main(pod)?.ready === true)
    expect(ready?.status?.conditions).toContainEqual(
      expect.objectContaining({ type: 'Ready', status: 'True' }),
    )
  })

  it('runs the hook of a start before the container counts as running', async () => {
    const postStart = { exec: { command: ['bash', '-c', 'sleep 0.2; echo hooked >/tmp/hook'] } }
    const script = 'until [ -e /tmp/hook ]; do sleep 0.05; done; cat /tmp/hook'
    node.pod('hooked', { containers: [bash(script, { lifecycle: { postStart } })] })
    await node.phase('hooked', 'Succeeded')
    expect(await node.logs('hooked')).toBe('hooked\n')
  })

  it('ends a container whose start hook fails', async () => {
    const postStart = { exec: { command: ['bash', '-c', 'exit 4'] } }
    node.pod('unhooked', { containers: [bash('sleep 100', { lifecycle: { postStart } })] })
    await node.phase('unhooked', 'Failed')
    expect(node.events('unhooked')).toContain('FailedPostStartHook: PostStartHook failed: exit code 4')
  })

  it('does not wait for an image that may not be pulled', async () => {
    node.pod('never', { containers: [{ name: 'main', image: 'nothere', imagePullPolicy: 'Never' }] })
    const reasonOf = ({ status }: Pod) => status?.containerStatuses?.[0]?.state.waiting?.reason
    const pod = await node.when<Pod>('pods', 'never', (seen) => reasonOf(seen) === 'ErrImageNeverPull')
    expect(pod?.status?.phase).toBe('Pending')
  })

  it('restarts what is not alive', async () => {
    const livenessProbe = {
      exec: { command: ['test', '-e', '/tmp/alive'] },
      periodSeconds: 1,
      failureThreshold: 1,
    }
    const script =
      'touch /tmp/alive; sleep 0.6; rm /tmp/alive; trap "exit 1" TERM; while :; do sleep 0.1; done'
    node.pod('dies', { restartPolicy: 'Always', containers: [bash(script, { livenessProbe })] })
    await node.when<Pod>('pods', 'dies', (pod) => (main(pod)?.restartCount ?? 0) > 0)
    expect(node.events('dies').join('\n')).toContain('failed liveness probe, will be restarted')
  })

  it('ends a pod that is deleted: first politely, then not', async () => {
    node.pod('polite', {
      terminationGracePeriodSeconds: 30,
      containers: [bash('trap "echo bye; exit 0" TERM; echo up; while :; do sleep 0.05; done')],
    })
    node.pod('deaf', {
      terminationGracePeriodSeconds: 1,
      containers: [bash('trap "" TERM; echo up; while :; do sleep 0.05; done')],
    })
    for (const name of ['polite', 'deaf']) {
      await node.phase(name, 'Running')
      // A first process ignores signals that it has no handler for: it has to have come that far.
      await expect.poll(() => node.logs(name)).toBe('up\n')
      node.store.delete('pods', 'test', name)
      expect(await node.when('pods', name, () => false)).toBeUndefined()
    }
    expect(node.events('deaf').at(-1)).toBe('Killing: Stopping container main')
  })

  it('shortens the grace period of a pod that is deleted again', async () => {
    node.pod('stubborn', {
      terminationGracePeriodSeconds: 600,
      containers: [bash('trap "" TERM; while :; do sleep 0.05; done')],
    })
    await node.phase('stubborn', 'Running')
    node.store.delete('pods', 'test', 'stubborn')
    await node.when<Pod>('pods', 'stubborn', ({ metadata }) => metadata.deletionTimestamp !== undefined)
    node.store.delete('pods', 'test', 'stubborn', { gracePeriodSeconds: 1 })
    expect(await node.when('pods', 'stubborn', () => false)).toBeUndefined()
  })

  it('fails a pod that outlives its deadline', async () => {
    node.pod('late', { activeDeadlineSeconds: 1, containers: [bash('sleep 1000')] })
    const pod = await node.phase('late', 'Failed')
    expect(pod?.status?.reason).toBe('DeadlineExceeded')
  })
})
