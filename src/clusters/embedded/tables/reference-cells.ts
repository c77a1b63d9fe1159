import type { KubeObject } from '../../../model/kubernetes.js'
import * as cell from './cells.js'

/** Cells that name other objects, addresses and ports. */

export function claim(object: KubeObject): string {
  const read = (path: string) => String(cell.text(path)(object, new Date(0)))
  const name = read('spec.claimRef.name')
  return name && `${read('spec.claimRef.namespace')}/${name}`
}

export function owner({ metadata }: KubeObject): string {
  const reference = metadata.ownerReferences?.find((candidate) => candidate.controller)
  return reference ? `${reference.kind.toLowerCase()}/${reference.name}` : '<none>'
}

interface Subset {
  addresses?: { ip: string }[]
  ports?: { port: number }[]
}

export function endpoints(object: KubeObject): string {
  const subsets = (object['subsets'] ?? []) as Subset[]
  const pairs = subsets.flatMap(({ addresses = [], ports = [] }) =>
    addresses.flatMap(({ ip }) => (ports.length === 0 ? [ip] : ports.map(({ port }) => `${ip}:${port}`))),
  )
  return abbreviated(pairs) || '<none>'
}

export function slicePorts(object: KubeObject): string {
  const ports = (object['ports'] ?? []) as { port?: number }[]
  return abbreviated(ports.map(({ port }) => String(port ?? '*'))) || '<unset>'
}

export function sliceEndpoints(object: KubeObject): string {
  const slices = (object['endpoints'] ?? []) as { addresses?: string[] }[]
  return abbreviated(slices.flatMap(({ addresses = [] }) => addresses)) || '<unset>'
}

function abbreviated(items: readonly string[]): string {
  const more = items.length > 3 ? ` + ${items.length - 3} more...` : ''
  return items.slice(0, 3).join(',') + more
}

export function ingressHosts(object: KubeObject): string {
  const rules = ((object.spec as { rules?: { host?: string }[] } | undefined)?.rules ?? []).map(
    ({ host }) => host ?? '*',
  )
  return abbreviated(rules) || '*'
}
