import type { KubeObject } from '../../../model/kubernetes.js'
import { at, isRecord, listAt, textAt } from '../store/json.js'
import { formatLabelSelector } from '../store/selectors.js'
import { ageOf, humanDuration } from './age.js'

export type Cell = (object: KubeObject, now: Date) => unknown

/** Small readers of one cell each, put together in the table of columns. */

export const text =
  (path: string, missing = ''): Cell =>
  (object) => {
    const value = at(object, ...path.split('.'))
    return value === undefined || value === null ? missing : value
  }

export const number =
  (path: string): Cell =>
  (object) =>
    Number(at(object, ...path.split('.')) ?? 0)

export const age: Cell = (object, now) => ageOf(object.metadata.creationTimestamp, now)

export const since =
  (path: string): Cell =>
  (object, now) => {
    const value = at(object, ...path.split('.'))
    return value === undefined || value === null ? '<none>' : ageOf(value, now)
  }

/** `2/3`: what is there of what is wanted. */
export const ratio =
  (there: string, wanted: string, missingWanted = 1): Cell =>
  (object) =>
    `${Number(at(object, ...there.split('.')) ?? 0)}/${Number(at(object, ...wanted.split('.')) ?? missingWanted)}`

export const count =
  (...paths: readonly string[]): Cell =>
  (object) =>
    paths.reduce(
      (sum, path) => sum + Object.keys((at(object, ...path.split('.')) as object | undefined) ?? {}).length,
      0,
    )

export const selector =
  (path: string): Cell =>
  (object) => {
    const value = at(object, ...path.split('.'))
    if (!isRecord(value)) return '<none>'
    const isPlain = !('matchLabels' in value) && !('matchExpressions' in value)
    return formatLabelSelector(isPlain ? { matchLabels: value } : value) || '<none>'
  }

export const containers =
  (path: string): Cell =>
  (object) =>
    listAt(object, ...path.split('.'))
      .map((container) => textAt(container, ['name']))
      .join(',')

export const images =
  (path: string): Cell =>
  (object) =>
    listAt(object, ...path.split('.'))
      .map((container) => textAt(container, ['image']))
      .join(',')

export const list =
  (path: string, missing = '<none>'): Cell =>
  (object) =>
    listAt(object, ...path.split('.'))
      .map(String)
      .join(',') || missing

const accessModeNames: Record<string, string> = {
  ReadWriteOnce: 'RWO',
  ReadOnlyMany: 'ROX',
  ReadWriteMany: 'RWX',
  ReadWriteOncePod: 'RWOP',
}

export const accessModes =
  (path: string): Cell =>
  (object) =>
    listAt(object, ...path.split('.'))
      .map((mode) => accessModeNames[String(mode)] ?? String(mode))
      .join(',')

export const servicePorts: Cell = (object) =>
  listAt(object, 'spec', 'ports')
    .map((port) => {
      const nodePort = textAt(port, ['nodePort']).replace(/^(?=.)/, ':')
      return `${textAt(port, ['port'])}${nodePort}/${textAt(port, ['protocol'], 'TCP')}`
    })
    .join(',') || '<none>'

export const externalIp: Cell = (object) => {
  const ingress = listAt(object, 'status', 'loadBalancer', 'ingress').map((entry) =>
    String(at(entry, 'ip') ?? at(entry, 'hostname')),
  )
  const external = listAt(object, 'spec', 'externalIPs').map(String)
  if (at(object, 'spec', 'type') === 'ExternalName') return at(object, 'spec', 'externalName')
  if (at(object, 'spec', 'type') === 'LoadBalancer') return [...ingress, ...external].join(',') || '<pending>'
  return external.join(',') || '<none>'
}

export const jobStatus: Cell = (object) => {
  const held = (type: string) =>
    listAt(object, 'status', 'conditions').some(
      (condition) => at(condition, 'type') === type && at(condition, 'status') === 'True',
    )
  if (held('Complete')) return 'Complete'
  if (held('Failed')) return 'Failed'
  if (object.metadata.deletionTimestamp !== undefined) return 'Terminating'
  if (held('Suspended')) return 'Suspended'
  return held('FailureTarget')
    ? 'FailureTarget'
    : held('SuccessCriteriaMet')
      ? 'SuccessCriteriaMet'
      : 'Running'
}

export const jobDuration: Cell = (object, now) => {
  const started = Date.parse(textAt(object, ['status', 'startTime']))
  if (Number.isNaN(started)) return ''
  const ended = Date.parse(textAt(object, ['status', 'completionTime']))
  return humanDuration((Number.isNaN(ended) ? now.getTime() : ended) - started)
}

export const nodeStatus: Cell = (object) => {
  const ready = listAt(object, 'status', 'conditions').find((condition) => at(condition, 'type') === 'Ready')
  const words = [at(ready, 'status') === 'True' ? 'Ready' : ready === undefined ? 'Unknown' : 'NotReady']
  if (at(object, 'spec', 'unschedulable') === true) words.push('SchedulingDisabled')
  return words.join(',')
}

export const nodeRoles: Cell = (object) =>
  Object.keys(object.metadata.labels ?? {})
    .filter((label) => label.startsWith('node-role.kubernetes.io/'))
    .map((label) => label.slice('node-role.kubernetes.io/'.length))
    .sort()
    .join(',') || '<none>'

export const nodeAddress =
  (type: string): Cell =>
  (object) =>
    listAt(object, 'status', 'addresses')
      .filter((address) => at(address, 'type') === type)
      .map((address) => at(address, 'address'))[0] ?? '<none>'

export const bindingRole: Cell = (object) =>
  `${textAt(object, ['roleRef', 'kind'])}/${textAt(object, ['roleRef', 'name'])}`

export const bindingSubjects =
  (kind: string): Cell =>
  (object) =>
    listAt(object, 'subjects')
      .filter((subject) => at(subject, 'kind') === kind)
      .map(
        (subject) =>
          (kind === 'ServiceAccount' ? `${textAt(subject, ['namespace'])}/` : '') + textAt(subject, ['name']),
      )
      .join(', ')

export const eventObject: Cell = (object) => {
  const about = at(object, 'involvedObject') ?? at(object, 'regarding')
  return `${textAt(about, ['kind']).toLowerCase()}/${textAt(about, ['name'])}`
}

export const eventSource: Cell = (object) => {
  const source = at(object, 'source') ?? at(object, 'deprecatedSource')
  const component =
    textAt(source, ['component']) ||
    textAt(object, ['reportingComponent']) ||
    textAt(object, ['reportingController'])
  const host = textAt(source, ['host']) || textAt(object, ['reportingInstance'])
  return [component, host].filter(Boolean).join(', ')
}

/** Times of an event, whichever of its three generations wrote them. */
export const eventSeen =
  (which: 'first' | 'last'): Cell =>
  (object, now) => {
    const names =
      which === 'first'
        ? ['firstTimestamp', 'deprecatedFirstTimestamp']
        : ['series.lastObservedTime', 'lastTimestamp', 'deprecatedLastTimestamp']
    const found = [...names, 'eventTime', 'metadata.creationTimestamp'].map((path) =>
      at(object, ...path.split('.')),
    )
    return ageOf(
      found.find((value) => typeof value === 'string'),
      now,
    )
  }

export const eventCount: Cell = (object) =>
  Number(at(object, 'series', 'count') ?? at(object, 'count') ?? at(object, 'deprecatedCount') ?? 1) || 1

export const nodeKernel: Cell = (object) => {
  const architecture = textAt(object, ['status', 'nodeInfo', 'architecture'])
  const version = textAt(object, ['status', 'nodeInfo', 'kernelVersion'], '<unknown>')
  return architecture ? `${version} (${architecture})` : version
}
