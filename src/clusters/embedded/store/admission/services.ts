import { fieldError, type FieldError } from '../api-error.js'
import { at, ensure, isRecord, listAt, type Json } from '../json.js'
import { defaults, type Admission, type AdmissionContext } from './admission.js'

/** Admission of Services: addresses and node ports are given out, and stay. */

export const admitService: Admission = ({ fields, current, context }) => {
  const spec = ensure(fields, 'spec')
  defaults(spec, { type: 'ClusterIP', sessionAffinity: 'None' })
  const external = spec['type'] === 'ExternalName'
  for (const port of listAt(spec, 'ports').filter(isRecord)) {
    defaults(port, { protocol: 'TCP' })
    if (!external) defaults(port, { targetPort: port['port'] })
  }
  if (external) return spec['externalName'] ? [] : [fieldError.required('spec.externalName')]
  defaults(spec, { internalTrafficPolicy: 'Cluster', ipFamilyPolicy: 'SingleStack', ipFamilies: ['IPv4'] })
  const before = at(current, 'spec', 'clusterIP')
  defaults(spec, { clusterIP: before ?? freeAddress(context) })
  defaults(spec, { clusterIPs: [spec['clusterIP']] })
  if (spec['type'] === 'NodePort' || spec['type'] === 'LoadBalancer') givePorts(spec, current, context)
  if (!current) fields['status'] = { loadBalancer: {} }
  return [...portErrors(spec), ...addressErrors(spec, before)]
}

function portErrors(spec: Json): FieldError[] {
  const ports = listAt(spec, 'ports')
  if (ports.length === 0) return spec['clusterIP'] === 'None' ? [] : [fieldError.required('spec.ports')]
  return ports.flatMap((port, i) => {
    const number = Number(at(port, 'port'))
    const inRange = number >= 1 && number <= 65535
    return [
      ...(inRange
        ? []
        : [
            fieldError.invalid(
              `spec.ports[${i}].port`,
              at(port, 'port') ?? 0,
              'must be between 1 and 65535, inclusive',
            ),
          ]),
      ...(ports.length > 1 && !at(port, 'name') ? [fieldError.required(`spec.ports[${i}].name`)] : []),
    ]
  })
}

function addressErrors(spec: Json, before: unknown): FieldError[] {
  const changed = before !== undefined && before !== '' && spec['clusterIP'] !== before
  return changed
    ? [fieldError.invalid('spec.clusterIPs[0]', [spec['clusterIP']], 'may not change once set')]
    : []
}

function services(context: AdmissionContext): unknown[] {
  return context.list('services')
}

function freeAddress(context: AdmissionContext): string {
  const taken = new Set(services(context).map((service) => at(service, 'spec', 'clusterIP')))
  for (let number = 2; ; number++) {
    const address = `10.96.${Math.floor(number / 256)}.${number % 256}`
    if (!taken.has(address)) return address
  }
}

function givePorts(spec: Json, current: unknown, context: AdmissionContext): void {
  const portsOf = (service: unknown) => listAt(service, 'spec', 'ports')
  const taken = new Set(
    services(context).flatMap((service) => portsOf(service).map((port) => at(port, 'nodePort'))),
  )
  let candidate = 30000
  for (const port of listAt(spec, 'ports').filter(isRecord)) {
    const same = portsOf(current).find(
      (other) => at(other, 'port') === port['port'] && at(other, 'protocol') === port['protocol'],
    )
    defaults(port, { nodePort: at(same, 'nodePort') })
    if (port['nodePort'] !== undefined) continue
    while (taken.has(candidate)) candidate++
    port['nodePort'] = candidate
    taken.add(candidate)
  }
}
