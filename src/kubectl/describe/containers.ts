import { date, pairs, type DescribeWriter } from './writer.js'

export interface Container {
  name: string
  image?: string
  command?: string[]
  args?: string[]
  ports?: { name?: string; containerPort?: number; hostPort?: number; protocol?: string }[]
  env?: { name: string; value?: string; valueFrom?: Record<string, Record<string, unknown>> }[]
  envFrom?: {
    prefix?: string
    configMapRef?: { name?: string; optional?: boolean }
    secretRef?: { name?: string; optional?: boolean }
  }[]
  resources?: { limits?: Record<string, string>; requests?: Record<string, string> }
  livenessProbe?: Probe
  readinessProbe?: Probe
  startupProbe?: Probe
  volumeMounts?: { name: string; mountPath: string; readOnly?: boolean; subPath?: string }[]
}

interface Probe {
  exec?: { command?: string[] }
  httpGet?: { scheme?: string; host?: string; port?: number | string; path?: string }
  tcpSocket?: { host?: string; port?: number | string }
  grpc?: { port?: number; service?: string }
  initialDelaySeconds?: number
  timeoutSeconds?: number
  periodSeconds?: number
  successThreshold?: number
  failureThreshold?: number
}

interface ContainerState {
  waiting?: { reason?: string; message?: string }
  running?: { startedAt?: string }
  terminated?: {
    reason?: string
    message?: string
    exitCode?: number
    signal?: number
    startedAt?: string
    finishedAt?: string
  }
}

export interface ContainerStatus {
  name: string
  containerID?: string
  imageID?: string
  ready?: boolean
  restartCount?: number
  state?: ContainerState
  lastState?: ContainerState
}

/** The containers of a pod, with their states; of a template where there are none. */
export function describeContainers(
  writer: DescribeWriter,
  title: string,
  containers: readonly Container[] | undefined,
  statuses: readonly ContainerStatus[] | undefined,
  indent: string,
): void {
  if (!containers?.length) return
  writer.line(0, `${indent}${title}:`)
  // Templates are indented by one space less, as kubectl has it.
  const inner = indent === '' ? '  ' : `${indent} `
  for (const container of containers) {
    writer.line(0, `${inner}${container.name}:`)
    const nested = new Nested(writer, `${inner}  `)
    const status = statuses?.find(({ name }) => name === container.name)
    describeContainer(nested, container, status)
  }
}

/** Writes below an indent that is no whole number of levels. */
class Nested {
  readonly #writer: DescribeWriter
  readonly #indent: string

  constructor(writer: DescribeWriter, indent: string) {
    this.#writer = writer
    this.#indent = indent
  }

  line(level: number, text: string): void {
    this.#writer.line(0, `${this.#indent}${'  '.repeat(level)}${text}`)
  }

  field(level: number, key: string, value: unknown): void {
    this.line(level, `${key}:\t${String(value)}`)
  }
}

function describeContainer(writer: Nested, container: Container, status: ContainerStatus | undefined): void {
  if (status) writer.field(0, 'Container ID', status.containerID ?? '')
  writer.field(0, 'Image', container.image ?? '')
  if (status) writer.field(0, 'Image ID', status.imageID ?? '')
  describePorts(writer, container)
  describeWords(writer, 'Command', container.command)
  describeWords(writer, 'Args', container.args)
  if (status) describeStatus(writer, status)
  describeAmounts(writer, 'Limits', container.resources?.limits)
  describeAmounts(writer, 'Requests', container.resources?.requests)
  for (const [key, probe] of [
    ['Liveness', container.livenessProbe],
    ['Readiness', container.readinessProbe],
    ['Startup', container.startupProbe],
  ] as const) {
    if (probe) writer.field(0, key, probeText(probe))
  }
  describeEnvironment(writer, container)
  describeMounts(writer, container)
}

function describePorts(writer: Nested, { ports = [] }: Container): void {
  const text = (pick: 'containerPort' | 'hostPort') =>
    ports
      .map((port) => `${port[pick] ?? 0}/${port.protocol ?? 'TCP'}${port.name ? ` (${port.name})` : ''}`)
      .join(', ') || '<none>'
  const plural = ports.length > 1 ? 's' : ''
  writer.field(0, `Port${plural}`, text('containerPort'))
  writer.field(0, `Host Port${plural}`, text('hostPort'))
}

function describeWords(writer: Nested, key: string, words: readonly string[] | undefined): void {
  if (!words?.length) return
  writer.line(0, `${key}:`)
  for (const line of words.flatMap((word) => word.split('\n'))) writer.line(1, line)
}

function describeStatus(writer: Nested, status: ContainerStatus): void {
  describeState(writer, 'State', status.state)
  if (status.lastState?.terminated) describeState(writer, 'Last State', status.lastState)
  writer.field(0, 'Ready', status.ready ? 'True' : 'False')
  writer.field(0, 'Restart Count', status.restartCount ?? 0)
}

function describeState(writer: Nested, key: string, state: ContainerState = {}): void {
  const { waiting, running, terminated } = state
  if (running) {
    writer.field(0, key, 'Running')
    return writer.field(1, 'Started', date(running.startedAt))
  }
  if (!terminated) {
    writer.field(0, key, 'Waiting')
    if (waiting?.reason) writer.field(1, 'Reason', waiting.reason)
    return
  }
  writer.field(0, key, 'Terminated')
  if (terminated.reason) writer.field(1, 'Reason', terminated.reason)
  if (terminated.message) writer.field(1, 'Message', terminated.message.trimEnd())
  writer.field(1, 'Exit Code', terminated.exitCode ?? 0)
  if (terminated.signal) writer.field(1, 'Signal', terminated.signal)
  writer.field(1, 'Started', date(terminated.startedAt))
  writer.field(1, 'Finished', date(terminated.finishedAt))
}

function describeAmounts(writer: Nested, key: string, amounts: Record<string, string> | undefined): void {
  if (!amounts || Object.keys(amounts).length === 0) return
  writer.line(0, `${key}:`)
  for (const pair of pairs(amounts, ':\t')) writer.line(1, pair)
}

function probeText(probe: Probe): string {
  const {
    initialDelaySeconds = 0,
    timeoutSeconds = 1,
    periodSeconds = 10,
    successThreshold = 1,
    failureThreshold = 3,
  } = probe
  const attributes = `delay=${initialDelaySeconds}s timeout=${timeoutSeconds}s period=${periodSeconds}s #success=${successThreshold} #failure=${failureThreshold}`
  return `${probeAction(probe)} ${attributes}`
}

function probeAction({ exec, httpGet, tcpSocket, grpc }: Probe): string {
  if (exec) return `exec [${(exec.command ?? []).join(' ')}]`
  if (httpGet)
    return `http-get ${(httpGet.scheme ?? 'http').toLowerCase()}://${httpGet.host ?? ''}:${httpGet.port ?? ''}${httpGet.path ?? ''}`
  if (tcpSocket) return `tcp-socket ${tcpSocket.host ?? ''}:${tcpSocket.port ?? ''}`
  return grpc ? `grpc <pod>:${grpc.port ?? ''} ${grpc.service ?? ''}` : 'unknown'
}

function describeEnvironment(writer: Nested, { env = [], envFrom = [] }: Container): void {
  if (envFrom.length > 0) {
    writer.line(0, 'Environment Variables from:')
    for (const { configMapRef, secretRef, prefix } of envFrom) {
      const ref = configMapRef ?? secretRef
      writer.line(
        1,
        `${ref?.name ?? ''}\t${configMapRef ? 'ConfigMap' : 'Secret'}${prefix ? ` with prefix '${prefix}'` : ''}\tOptional: ${ref?.optional ?? false}`,
      )
    }
  }
  if (env.length === 0) return writer.field(0, 'Environment', '<none>')
  writer.line(0, 'Environment:')
  for (const { name, value, valueFrom } of env)
    writer.line(1, `${name}:\t${valueFrom ? sourceText(valueFrom) : (value ?? '')}`)
}

function sourceText(source: Record<string, Record<string, unknown>>): string {
  const { fieldRef, resourceFieldRef, secretKeyRef, configMapKeyRef } = source
  const text = (value: unknown) => String(value)
  if (fieldRef) return ` (${text(fieldRef['apiVersion'] ?? 'v1')}:${text(fieldRef['fieldPath'])})`
  if (resourceFieldRef) return `(${text(resourceFieldRef['resource'])})`
  const ref = secretKeyRef ?? configMapKeyRef
  if (!ref) return ''
  return `<set to the key '${text(ref['key'])}' ${secretKeyRef ? 'in secret' : 'of config map'} '${text(ref['name'])}'>\tOptional: ${text(ref['optional'] ?? false)}`
}

function describeMounts(writer: Nested, { volumeMounts = [] }: Container): void {
  if (volumeMounts.length === 0) return writer.field(0, 'Mounts', '<none>')
  writer.line(0, 'Mounts:')
  const sorted = [...volumeMounts].sort((a, b) => (a.mountPath < b.mountPath ? -1 : 1))
  for (const { name, mountPath, readOnly, subPath } of sorted) {
    writer.line(
      1,
      `${mountPath} from ${name} (${readOnly ? 'ro' : 'rw'}${subPath ? `,path="${subPath}"` : ''})`,
    )
  }
}
