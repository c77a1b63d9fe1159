import type { Store } from '../../store/types.js'
import { ContainerConfigError } from './config-error.js'
import type { NodeFacts } from './downward.js'
import { readField, readResource } from './downward.js'
import { expandVariables } from './expand.js'
import type { Container, EnvFrom, EnvVar, KeyRef, Pod } from './types.js'

export interface EnvironmentInput {
  store: Store
  pod: Pod
  container: Container
  node: NodeFacts
  /** What the image sets. */
  image: Record<string, string>
  /** What the kubelet adds for every container: the API server's place. */
  services: Record<string, string>
}

const defaults = { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/root' }

/**
 * A container's whole environment, later entries winning: image, services, envFrom, env.
 * Throws `ContainerConfigError` where a ConfigMap, a Secret or a key is missing and not optional.
 */
export function buildEnvironment(input: EnvironmentInput): Record<string, string> {
  const env: Record<string, string> = {}
  for (const source of input.container.envFrom ?? []) Object.assign(env, readEnvFrom(input, source))
  for (const variable of input.container.env ?? []) {
    // As the kubelet does it: references see what came before them, and the services.
    const value = readVariable(input, variable, { ...input.services, ...env })
    if (value !== undefined) env[variable.name] = value
  }
  return {
    ...defaults,
    HOSTNAME: input.pod.spec.hostname ?? input.pod.metadata.name,
    ...input.image,
    ...input.services,
    ...env,
  }
}

function readVariable(
  input: EnvironmentInput,
  { value, valueFrom }: EnvVar,
  known: Record<string, string>,
): string | undefined {
  const { pod, container, node } = input
  if (!valueFrom) return expandVariables(value ?? '', known)
  if (valueFrom.fieldRef) return readField(pod, valueFrom.fieldRef.fieldPath, node)
  if (valueFrom.resourceFieldRef) return readResource(pod, container.name, valueFrom.resourceFieldRef, node)
  if (valueFrom.configMapKeyRef) return readKey(input, 'configmaps', valueFrom.configMapKeyRef)
  if (valueFrom.secretKeyRef) return readKey(input, 'secrets', valueFrom.secretKeyRef)
  return undefined
}

function readKey(input: EnvironmentInput, type: DataType, ref: KeyRef): string | undefined {
  const data = readData(input.store, type, input.pod.metadata.namespace, ref.name ?? '', ref.optional)
  const value = data?.[ref.key]
  if (value === undefined && !ref.optional) {
    const { title } = dataTypes[type]
    throw new ContainerConfigError(
      `couldn't find key ${ref.key} in ${title} ${input.pod.metadata.namespace}/${ref.name}`,
    )
  }
  return value?.toString('utf8')
}

function readEnvFrom(input: EnvironmentInput, source: EnvFrom): Record<string, string> {
  const ref = source.configMapRef ?? source.secretRef
  const type = source.configMapRef ? 'configmaps' : 'secrets'
  const data = readData(input.store, type, input.pod.metadata.namespace, ref?.name ?? '', ref?.optional) ?? {}
  // No variable can hold a zero byte; the kubelet leaves binaryData out.
  const texts = Object.entries(data).filter(([, value]) => !value.includes(0))
  const entries = texts.map(([key, value]) => [`${source.prefix ?? ''}${key}`, value.toString('utf8')])
  return Object.fromEntries(entries) as Record<string, string>
}

type DataType = 'configmaps' | 'secrets'

const dataTypes = {
  configmaps: { title: 'ConfigMap', text: 'data', binary: 'binaryData' },
  secrets: { title: 'Secret', text: undefined, binary: 'data' },
} as const

/** The entries of a ConfigMap or Secret as bytes; `undefined` where it is missing and may be. */
export function readData(
  store: Store,
  type: DataType,
  namespace: string | undefined,
  name: string,
  optional = false,
): Record<string, Buffer> | undefined {
  const object = store.get(type, namespace, name)
  if (!object) {
    if (optional) return undefined
    throw new ContainerConfigError(`${type.slice(0, -1)} "${name}" not found`)
  }
  const { text, binary } = dataTypes[type]
  const read = (field: string | undefined, encoding: BufferEncoding) =>
    Object.entries((field === undefined ? {} : object[field]) ?? {}).map(([key, value]) => [
      key,
      Buffer.from(String(value), encoding),
    ])
  return Object.fromEntries([...read(text, 'utf8'), ...read(binary, 'base64')]) as Record<string, Buffer>
}
