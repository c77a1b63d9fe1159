import { ExpectedError, exitCodes } from '../../model/errors.js'
import type { PhaseError } from '../../model/capture-record.js'
import type { KubeObject } from '../../model/kubernetes.js'
import type { ImageGather } from '../../model/must-gather-record.js'
import type { Static } from 'typebox'
import { runGather } from '../run-gather.js'
import type { GatherProgress, GatherResult } from '../types.js'
import type { Journal } from './journal.js'
import type { JobOutput } from './job-output.js'
import type { Job } from './jobs.js'
import { exitCodeOf } from './outcome.js'
import type { ClientOptions } from './types.js'

/** As oc runs it where nothing else is said. */
const gatherCommand = ['/usr/bin/gather']

/** Runs one image in one pod. Never throws: what went wrong is in the result, and costs no other image its data. */
export async function runJob(
  options: ClientOptions,
  job: Job,
  { output, folder }: JobOutput,
  journal: Journal,
): Promise<ImageGather> {
  const { image, node } = job
  const story = tellStory(options, job, journal)
  const about = { ...image, ...(node !== undefined && { onNode: node }) }
  const ended = await runGather({
    ...options.shared,
    ...(node !== undefined && { nodeName: node }),
    connection: options.connection,
    runId: options.runId,
    name: 'default',
    image: image.image,
    command: options.command ?? gatherCommand,
    environment: 'oc',
    operatorNamespace: options.connection.namespace,
    output,
    signal: options.signal,
    forceSignal: options.forceSignal,
    leaveWhenCertain: true,
    logger: options.logger,
    onProgress: story.progress,
    onMade: story.made,
  }).then(
    (result) => ({ record: result.record, left: leftOf(result) }),
    (error: unknown) => ({ error: asPhaseError(error), left: [] }),
  )
  story.ended(ended.left)
  const found = {
    ...about,
    ...(story.pod() !== undefined && { pod: story.pod() }),
    ...(folder() !== undefined && { folder: folder() }),
    ...ended,
  } as Omit<ImageGather, 'exitCode'>
  return { ...found, exitCode: exitCodeOf(found) }
}

const leftOf = ({ left }: GatherResult) =>
  left.map(({ object, reason }) => `${object.kind} ${object.name}: ${reason}`)

function asPhaseError(error: unknown): Static<typeof PhaseError> {
  if (error instanceof ExpectedError) {
    const { code, message, next, exitCode } = error
    return { code, message, next, exitCode }
  }
  const message = error instanceof Error ? error.message : String(error)
  const next = 'Try again, and look at must-gather.logs and events.json of the output.'
  return { code: 'gather.failed', message, next, exitCode: exitCodes.environment }
}

/** Tells of one pod in the words of oc. */
function tellStory({ console, shared }: ClientOptions, { name, image }: Job, journal: Journal) {
  let pod: KubeObject | undefined
  let phase: GatherProgress['phase'] | undefined
  const lasting: string[] = []
  const podName = () => pod?.metadata.name ?? 'must-gather'
  const phases: Partial<Record<GatherProgress['phase'], string>> = {
    gather: 'waiting for gather to complete',
    copy: 'downloading gather output',
  }
  return {
    made: (object: KubeObject) => {
      if (object.kind === 'Pod') {
        pod = object
        journal.out(`pod for plug-in image ${image.image} created`)
      } else if (object.kind !== 'ServiceAccount' && object.kind !== 'Secret') {
        lasting.push(shown(object))
        journal.out(`${shown(object)} created`)
      }
    },
    progress: (now: GatherProgress) => {
      console.progress(name, now)
      if (now.logLine !== undefined) journal.podLine(podName(), now.logTime ?? '', now.logLine)
      const line = now.phase === phase ? undefined : phases[now.phase]
      phase = now.phase
      if (line !== undefined) journal.out(line, podName())
    },
    ended: (left: readonly string[]) => {
      console.ended(name)
      const word = shared.keep ? 'kept (--keep)' : 'deleted'
      if (left.length === 0) for (const object of lasting) journal.out(`${object} ${word}`)
      for (const object of left) journal.out(`left on the cluster: ${object}`)
    },
    pod: () => pod && `${pod.metadata.namespace ?? ''}/${pod.metadata.name}`,
  }
}

/** `namespace/x`, `clusterrolebinding.rbac.authorization.k8s.io/y`. */
function shown({ apiVersion, kind, metadata }: KubeObject): string {
  const group = apiVersion.includes('/') ? `.${apiVersion.split('/')[0]}` : ''
  return `${kind.toLowerCase()}${group}/${metadata.name}`
}
