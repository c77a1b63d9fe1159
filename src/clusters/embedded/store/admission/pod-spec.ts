import { fieldError, type FieldError } from '../api-error.js'
import { at, isRecord, listAt, textAt, type Json } from '../json.js'
import { nameErrors } from '../names.js'
import { defaults } from './admission.js'

/** What the API fills into the spec of a pod or of a pod template, and what it refuses there. */

export function completePodSpec(spec: Json): void {
  defaults(spec, {
    restartPolicy: 'Always',
    terminationGracePeriodSeconds: 30,
    dnsPolicy: 'ClusterFirst',
    securityContext: {},
    schedulerName: 'default-scheduler',
  })
  if (spec['serviceAccountName']) defaults(spec, { serviceAccount: spec['serviceAccountName'] })
  for (const volume of listAt(spec, 'volumes').filter(isRecord)) completeVolume(volume)
  for (const container of containersOf(spec)) completeContainer(container)
}

export function containersOf(spec: Json): Json[] {
  return [...listAt(spec, 'initContainers'), ...listAt(spec, 'containers')].filter(isRecord)
}

function completeContainer(container: Json): void {
  defaults(container, {
    resources: {},
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    imagePullPolicy: pullPolicy(textAt(container, ['image'])),
  })
  const { limits, requests } = container['resources'] as Json
  if (isRecord(limits))
    (container['resources'] as Json)['requests'] = { ...limits, ...(isRecord(requests) ? requests : {}) }
  for (const port of listAt(container, 'ports').filter(isRecord)) defaults(port, { protocol: 'TCP' })
  for (const env of listAt(container, 'env')) {
    const reference = at(env, 'valueFrom', 'fieldRef')
    if (isRecord(reference)) defaults(reference, { apiVersion: 'v1' })
  }
  for (const name of ['livenessProbe', 'readinessProbe', 'startupProbe']) {
    if (isRecord(container[name])) completeProbe(container[name])
  }
}

/** An image without a tag, or with `latest`, is pulled each time. */
function pullPolicy(image: string): string {
  const isPinned = image.includes('@') || /:(?!latest$)[\w][\w.-]*$/.test(image)
  return isPinned ? 'IfNotPresent' : 'Always'
}

function completeProbe(probe: Json): void {
  defaults(probe, { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 })
  if (isRecord(probe['httpGet'])) defaults(probe['httpGet'], { path: '/', scheme: 'HTTP' })
}

const withMode = ['configMap', 'secret', 'projected', 'downwardAPI']

function completeVolume(volume: Json): void {
  if (Object.keys(volume).every((key) => key === 'name')) volume['emptyDir'] = {}
  for (const source of withMode)
    if (isRecord(volume[source])) defaults(volume[source], { defaultMode: 0o644 })
  if (isRecord(volume['hostPath'])) defaults(volume['hostPath'], { type: '' })
  for (const source of listAt(volume, 'projected', 'sources')) {
    const token = at(source, 'serviceAccountToken')
    if (isRecord(token)) defaults(token, { expirationSeconds: 3600 })
  }
  for (const item of [...listAt(volume, 'downwardAPI', 'items'), ...projectedItems(volume)]) {
    const reference = at(item, 'fieldRef')
    if (isRecord(reference)) defaults(reference, { apiVersion: 'v1' })
  }
}

function projectedItems(volume: Json): unknown[] {
  return listAt(volume, 'projected', 'sources').flatMap((source) => listAt(source, 'downwardAPI', 'items'))
}

const restartPolicies = ['Always', 'OnFailure', 'Never']

export function podSpecErrors(spec: Json, path: string): FieldError[] {
  const containers = listAt(spec, 'containers')
  const volumes = new Set(listAt(spec, 'volumes').map((volume) => at(volume, 'name')))
  return [
    ...(containers.length === 0 ? [fieldError.required(`${path}.containers`)] : []),
    ...volumeErrors(spec, path),
    ...['initContainers', 'containers'].flatMap((field) =>
      containerErrors(listAt(spec, field), `${path}.${field}`, volumes),
    ),
    ...duplicates(containersOf(spec), path),
    ...(restartPolicies.includes(String(spec['restartPolicy']))
      ? []
      : [fieldError.notSupported(`${path}.restartPolicy`, spec['restartPolicy'], restartPolicies)]),
    ...(Number(spec['terminationGracePeriodSeconds']) < 0
      ? [
          fieldError.invalid(
            `${path}.terminationGracePeriodSeconds`,
            spec['terminationGracePeriodSeconds'],
            'must be greater than or equal to 0',
          ),
        ]
      : []),
  ]
}

function volumeErrors(spec: Json, path: string): FieldError[] {
  return listAt(spec, 'volumes').flatMap((volume, i) => {
    const name = at(volume, 'name')
    const field = `${path}.volumes[${i}].name`
    return typeof name === 'string' && name !== ''
      ? nameErrors(field, name, 'label')
      : [fieldError.required(field)]
  })
}

function containerErrors(
  containers: readonly unknown[],
  path: string,
  volumes: ReadonlySet<unknown>,
): FieldError[] {
  return containers.flatMap((container, i) => {
    const here = `${path}[${i}]`
    const name = at(container, 'name')
    return [
      ...(typeof name === 'string' && name !== ''
        ? nameErrors(`${here}.name`, name, 'label')
        : [fieldError.required(`${here}.name`)]),
      ...(at(container, 'image') ? [] : [fieldError.required(`${here}.image`)]),
      ...listAt(container, 'volumeMounts').flatMap((mount, j) =>
        mountErrors(mount, `${here}.volumeMounts[${j}]`, volumes),
      ),
      ...listAt(container, 'env').flatMap((env, j) =>
        at(env, 'name') ? [] : [fieldError.required(`${here}.env[${j}].name`)],
      ),
    ]
  })
}

function mountErrors(mount: unknown, path: string, volumes: ReadonlySet<unknown>): FieldError[] {
  return [
    ...(volumes.has(at(mount, 'name')) ? [] : [fieldError.notFound(`${path}.name`, at(mount, 'name'))]),
    ...(at(mount, 'mountPath') ? [] : [fieldError.required(`${path}.mountPath`)]),
  ]
}

function duplicates(containers: readonly Json[], path: string): FieldError[] {
  const names = containers.map((container) => container['name'])
  return names.flatMap((name, i) =>
    names.indexOf(name) < i ? [fieldError.duplicate(`${path}.containers[${i}].name`, name)] : [],
  )
}
