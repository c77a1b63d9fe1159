import { conditionsOf } from '../../../kube/conditions.js'
import type { KubeObject } from '../../../model/kubernetes.js'
import type { OlmSnapshot } from '../../types.js'
import { since } from '../age.js'
import { conditionNamed, diagnosis, inline, type Link } from '../diagnosis.js'
import { lastLine, worstPod } from '../pod-problem.js'
import type { OlmDiagnosis } from '../types.js'

/** Whether the bundle was unpacked: what its Job says, for as long as there is one, else what the Subscription says. */
export const unpack: Link = (snapshot, { now }) => failed(snapshot) ?? underWay(snapshot, now)

function failed(snapshot: OlmSnapshot): OlmDiagnosis | undefined {
  const { subscription, unpackJobs } = snapshot
  const condition = conditionNamed(subscription, 'BundleUnpackFailed')
  const job = unpackJobs.find((one) => jobCondition(one, 'Failed'))
  if (!condition && !job) return undefined
  // A Job that came after the failure tries again.
  if (!job && unpackJobs.some(isRunning)) return undefined
  const late = (jobCondition(job, 'Failed')?.reason ?? condition?.message ?? '').includes('DeadlineExceeded')
  const what = `The bundle ${bundleOf(job) ?? `of Subscription ${subscription.metadata.name}`}`
  const why = whyFailed(snapshot, job)
  return diagnosis(job ?? subscription, {
    cause: late ? 'unpack-timeout' : 'unpack-failed',
    sentence: `${what} was not unpacked${late ? ' in time' : ''}: ${why ?? inline(ownWords(condition?.message))}${why ? '' : triedAgain(subscription)}`,
    condition: condition ?? jobCondition(job, 'Failed'),
    next: late
      ? 'See that the bundle image can be pulled from the cluster; OLM tries again five minutes after the Job has ended, or at once where the Job is deleted.'
      : 'Mend the bundle image, then delete the Job, or wait: OLM tries again five minutes after it has ended.',
  })
}

/** OLM adds advice of its own to the reason. */
function ownWords(message = 'the Job is gone'): string {
  return message
    .replace(/ (?:Auto-retry in|Common causes:) .*$/s, '')
    .replace(/^Bundle unpacking failed - /, '')
}

/** What OLM says of the next try, which is all there is to be had where nothing ties the Job to the Subscription yet. */
function triedAgain(subscription: KubeObject): string {
  const { message } = conditionNamed(subscription, 'BundleUnpacking') ?? {}
  return message ? `; OLM tries again: ${inline(ownWords(message))}` : ''
}

function whyFailed({ unpackPods }: OlmSnapshot, job: KubeObject | undefined): string | undefined {
  const pods = podsOf(unpackPods, job)
  const said = pods.map(lastWords).find(Boolean)
  if (said) return said
  const worst = worstPod(pods)
  return worst && `its pod ${worst.pod.metadata.name} ${worst.problem.text}`
}

function podsOf(pods: readonly KubeObject[], job: KubeObject | undefined): KubeObject[] {
  const name = job?.metadata.name
  return name === undefined
    ? [...pods]
    : pods.filter(({ metadata }) => metadata.ownerReferences?.some((owner) => owner.name === name))
}

interface Terminated {
  exitCode?: number
  message?: string
}

function lastWords(pod: KubeObject): string | undefined {
  const { initContainerStatuses = [], containerStatuses = [] } = (pod.status ?? {}) as Record<
    string,
    { name: string; state?: { terminated?: Terminated } }[] | undefined
  >
  for (const { name, state } of [...initContainerStatuses, ...containerStatuses]) {
    const { exitCode, message } = state?.terminated ?? {}
    if (exitCode !== undefined && exitCode !== 0 && message)
      return `container ${name} ended with exit code ${exitCode}: ${inline(lastLine(message), 300)}`
  }
  return undefined
}

function underWay(snapshot: OlmSnapshot, now: Date): OlmDiagnosis | undefined {
  const { subscription, unpackJobs, unpackPods, unread } = snapshot
  const job = unpackJobs.find(isRunning)
  // The condition stays long after the unpack is over, so it counts only while nothing has come of it.
  const condition = conditionNamed(subscription, 'BundleUnpacking')
  if (!job) {
    if (!condition || unpackJobs.length > 0) return undefined
    return diagnosis(subscription, {
      cause: 'unpacking',
      sentence: unread.includes('jobs.batch')
        ? `The bundle of Subscription ${subscription.metadata.name} is being unpacked, as OLM says`
        : `OLM is about to unpack the bundle of Subscription ${subscription.metadata.name}, and its Job has not come yet`,
      condition,
      next: 'Wait; if no Job comes, read the events of the namespace of the catalog and the log of the catalog-operator.',
    })
  }
  const bundle = bundleOf(job) ?? '?'
  const pods = podsOf(unpackPods, job)
  const worst = worstPod(pods.filter((pod) => !hasFailed(pod)))
  if (worst && worst.problem.cause !== 'pod-not-ready')
    return diagnosis(worst.pod, {
      cause: worst.problem.cause,
      sentence: `The bundle ${bundle} cannot be unpacked: the pod ${worst.pod.metadata.name} of its Job ${worst.problem.text}`,
      condition,
      next: worst.problem.next,
    })
  const before = pods.filter(hasFailed).map(lastWords).find(Boolean)
  return diagnosis(job, {
    cause: 'unpacking',
    sentence: `The bundle ${bundle} is being unpacked${since(job, now)}${before ? `; an earlier try failed: ${before}` : ''}`,
    condition,
    next: 'Wait; the Job ends by itself, at the latest after ten minutes.',
  })
}

function hasFailed(pod: KubeObject): boolean {
  return (pod.status as { phase?: string } | undefined)?.phase === 'Failed'
}

function isRunning(job: KubeObject): boolean {
  return !jobCondition(job, 'Complete') && !jobCondition(job, 'Failed')
}

function jobCondition(job: KubeObject | undefined, type: string) {
  return conditionsOf(job).find((row) => row.type === type && row.status === 'True')
}

interface PodTemplateSpec {
  template?: { spec?: { initContainers?: Named[] } }
}

interface Named {
  name: string
  image?: string
}

/** The image that the Job's container `pull` copies from. */
function bundleOf(job: KubeObject | undefined): string | undefined {
  const { initContainers = [] } = ((job?.spec ?? {}) as PodTemplateSpec).template?.spec ?? {}
  return initContainers.find(({ name }) => name === 'pull')?.image
}
