import { describe, expect, it } from 'vitest'
import { decideEnd, runTimes } from '../../../src/gather/await-end.js'
import type { ContainerStatus, Pod, PodState } from '../../../src/gather/pod-status.js'
import { decideStart, registryTrouble } from '../../../src/gather/start-decision.js'

type State = NonNullable<ContainerStatus['state']>

/** The container `copy` comes first, as the API sorts them by name, and runs. */
function pod(gather: State | undefined, over: Pod['status'] = {}): PodState {
  const statuses: ContainerStatus[] = [{ name: 'copy', state: { running: {} } }]
  if (gather) statuses.push({ name: 'gather', state: gather })
  const object = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' } }
  return {
    pod: { ...object, status: { phase: 'Running', containerStatuses: statuses, ...over } },
    gone: false,
  }
}

const waiting = (reason: string, message = '') => pod({ waiting: { reason, message } })

describe('decideStart', () => {
  it('waits while the container is being made, whatever the other does', () => {
    expect(decideStart(pod(undefined))).toBeUndefined()
    expect(decideStart(waiting('ContainerCreating'))).toBeUndefined()
  })

  it('takes a container that runs, or has run, as started', () => {
    expect(decideStart(pod({ running: {} }))).toEqual({ kind: 'started' })
    expect(decideStart(pod({ terminated: { exitCode: 127, reason: 'Error' } }))).toEqual({ kind: 'started' })
  })

  it('tells a program that cannot be run from one that failed', () => {
    const message = 'exec: "/usr/bin/gather": stat /usr/bin/gather: no such file or directory'
    expect(decideStart(pod({ terminated: { exitCode: 128, reason: 'StartError', message } }))).toMatchObject({
      kind: 'not-started',
      reason: `StartError: ${message}`,
    })
    expect(decideStart(waiting('CreateContainerConfigError', 'image will run as root'))).toMatchObject({
      kind: 'not-started',
    })
  })

  it('holds only what the registry said against the image', () => {
    expect(decideStart(waiting('ErrImagePull', 'a: not found'))).toMatchObject({ kind: 'no-image' })
    const trouble = waiting('ImagePullBackOff', 'dial tcp: no such host')
    expect(decideStart(trouble)).toBeUndefined()
    expect(registryTrouble(trouble)).toMatchObject({ reason: 'ImagePullBackOff: dial tcp: no such host' })
  })

  it('waits on where a back-off does not say why', () => {
    const silent = waiting('ImagePullBackOff', 'Back-off pulling image "a/b:1"')
    expect(decideStart(silent)).toBeUndefined()
    expect(registryTrouble(silent)).toBeUndefined()
  })
})

describe('decideEnd', () => {
  it('reads the exit code by the name of the container', () => {
    const ended = pod({ terminated: { exitCode: 3, reason: 'Error' } })
    expect(decideEnd(ended)).toMatchObject({ outcome: 'completed', exitCode: 3 })
    expect(decideEnd(ended)).not.toHaveProperty('reason')
  })

  it('names what killed it', () => {
    expect(decideEnd(pod({ terminated: { exitCode: 137, reason: 'OOMKilled' } }))).toMatchObject({
      exitCode: 137,
      reason: 'OOMKilled',
    })
  })

  it('calls an evicted gather lost, though its container has an exit code', () => {
    const evicted = pod(
      { terminated: { exitCode: 137 } },
      { phase: 'Failed', reason: 'Evicted', message: 'low on ephemeral-storage' },
    )
    expect(decideEnd(evicted)).toEqual({
      outcome: 'lost',
      reason: 'the pod failed: Evicted: low on ephemeral-storage',
    })
  })

  it('calls a deleted gather lost', () => {
    expect(decideEnd({ ...pod({ running: {} }), gone: true })).toMatchObject({ outcome: 'lost' })
  })
})

describe('runTimes', () => {
  it('knows that 1970 is no start', () => {
    expect(runTimes({ startedAt: '1970-01-01T00:00:00Z', finishedAt: '2026-01-01T00:00:00Z' })).toEqual({})
    expect(runTimes({ startedAt: '2026-01-01T00:00:01Z', finishedAt: '2026-01-01T00:00:03Z' })).toEqual({
      startedAt: '2026-01-01T00:00:01.000Z',
      durationMs: 2000,
    })
  })
})
