import { describeEvents, describeLabels, describeName, type Describer } from './common.js'
import { date, pairs } from './writer.js'

/** Says how long each value is, and never what it is. */
export const describeSecret: Describer = (writer, { object }) => {
  const data = (object['data'] ?? {}) as Record<string, string>
  describeName(writer, object)
  describeLabels(writer, object)
  writer.line(0, '')
  writer.field(0, 'Type', object['type'])
  writer.line(0, '')
  writer.line(0, 'Data')
  writer.line(0, '====')
  for (const key of Object.keys(data).sort())
    writer.field(0, key, `${Buffer.from(data[key] ?? '', 'base64').length} bytes`)
}

export const describeConfigMap: Describer = (writer, subject) => {
  const { object } = subject
  const data = (object['data'] ?? {}) as Record<string, string>
  const binary = (object['binaryData'] ?? {}) as Record<string, string>
  describeName(writer, object)
  describeLabels(writer, object)
  for (const line of ['', 'Data', '====']) writer.line(0, line)
  for (const key of Object.keys(data).sort())
    for (const line of [`${key}:`, '----', data[key] ?? '', '']) writer.line(0, line)
  for (const line of ['', 'BinaryData', '====']) writer.line(0, line)
  for (const key of Object.keys(binary).sort())
    writer.line(0, `${key}: ${Buffer.from(binary[key] ?? '', 'base64').length} bytes`)
  writer.line(0, '')
  describeEvents(writer, subject)
}

interface ServiceSpec {
  type?: string
  clusterIP?: string
  clusterIPs?: string[]
  selector?: Record<string, string>
  ipFamilyPolicy?: string
  ipFamilies?: string[]
  sessionAffinity?: string
  internalTrafficPolicy?: string
  ports?: {
    name?: string
    port: number
    targetPort?: number | string
    nodePort?: number
    protocol?: string
  }[]
}

export const describeService: Describer = (writer, subject) => {
  const spec = (subject.object.spec ?? {}) as ServiceSpec
  describeName(writer, subject.object)
  describeLabels(writer, subject.object)
  writer.field(0, 'Selector', pairs(spec.selector).join(',') || '<none>')
  writer.field(0, 'Type', spec.type)
  writer.optional(0, 'IP Family Policy', spec.ipFamilyPolicy)
  writer.optional(0, 'IP Families', spec.ipFamilies?.join(','))
  writer.field(0, 'IP', spec.clusterIP)
  writer.field(0, 'IPs', spec.clusterIPs?.join(',') ?? '<none>')
  for (const { name, port, targetPort, nodePort, protocol = 'TCP' } of spec.ports ?? []) {
    writer.field(0, 'Port', `${name ?? '<unset>'}\t${port}/${protocol}`)
    writer.field(0, 'TargetPort', `${targetPort ?? port}/${protocol}`)
    if (nodePort) writer.field(0, 'NodePort', `${name ?? '<unset>'}\t${nodePort}/${protocol}`)
  }
  writer.optional(0, 'Session Affinity', spec.sessionAffinity)
  writer.optional(0, 'Internal Traffic Policy', spec.internalTrafficPolicy)
  describeEvents(writer, subject)
}

export const describeNamespace: Describer = (writer, { object }) => {
  writer.field(0, 'Name', object.metadata.name)
  describeLabels(writer, object)
  writer.field(0, 'Status', (object.status as { phase?: string } | undefined)?.phase)
  const conditions = (
    object.status as
      | {
          conditions?: {
            type: string
            status: string
            lastTransitionTime?: string
            reason?: string
            message?: string
          }[]
        }
      | undefined
  )?.conditions
  if (!conditions?.length) return
  writer.line(0, 'Conditions:')
  const rows = conditions.map((row) => [
    row.type,
    row.status,
    date(row.lastTransitionTime),
    row.reason ?? '',
    row.message ?? '',
  ])
  writer.table(1, ['Type', 'Status', 'LastTransitionTime', 'Reason', 'Message'], rows)
}

interface ClaimSpec {
  storageClassName?: string
  volumeName?: string
  volumeMode?: string
}

export const describeClaim: Describer = (writer, subject) => {
  const { object } = subject
  const spec = (object.spec ?? {}) as ClaimSpec
  const status = (object.status ?? {}) as {
    phase?: string
    capacity?: { storage?: string }
    accessModes?: string[]
  }
  const modes: Record<string, string> = {
    ReadWriteOnce: 'RWO',
    ReadOnlyMany: 'ROX',
    ReadWriteMany: 'RWX',
    ReadWriteOncePod: 'RWOP',
  }
  describeName(writer, object)
  writer.field(0, 'StorageClass', spec.storageClassName)
  writer.field(0, 'Status', object.metadata.deletionTimestamp ? 'Terminating' : status.phase)
  writer.field(0, 'Volume', spec.volumeName)
  describeLabels(writer, object)
  writer.field(0, 'Finalizers', `[${(object.metadata.finalizers ?? []).join(' ')}]`)
  writer.field(0, 'Capacity', status.capacity?.storage)
  writer.field(0, 'Access Modes', (status.accessModes ?? []).map((mode) => modes[mode] ?? mode).join(','))
  writer.field(0, 'VolumeMode', spec.volumeMode ?? 'Filesystem')
  describeEvents(writer, subject)
}
