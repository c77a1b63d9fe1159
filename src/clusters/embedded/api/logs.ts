import type { KubeObject } from '../../../model/kubernetes.js'
import { badRequest } from '../store/api-error.js'
import { listAt, textAt } from '../store/json.js'
import { existing } from './read.js'
import { flag, type Reply, type ResourceRequest, type ServerContext } from './request.js'

export async function podLog(context: ServerContext, request: ResourceRequest): Promise<Reply> {
  const pod = existing(context, request)
  const { query, signal } = request.http
  const options = {
    container: containerOf(pod, query.get('container') ?? ''),
    follow: flag(query, 'follow'),
    previous: flag(query, 'previous'),
    timestamps: flag(query, 'timestamps'),
    sinceSeconds: count(query, 'sinceSeconds'),
    sinceTime: query.get('sinceTime') ?? undefined,
    tailLines: count(query, 'tailLines'),
    limitBytes: count(query, 'limitBytes'),
  }
  const stream = await context.runtime().logs(request.namespace ?? '', pod.metadata.name, options, signal)
  return { kind: 'stream', code: 200, stream, contentType: 'text/plain' }
}

function count(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name)
  if (text === null || text === '') return undefined
  const value = Number(text)
  if (!Number.isInteger(value) || value < 0)
    throw badRequest(`${name}: Invalid value: ${text}: must be greater than or equal to 0`)
  return value
}

/** The container that a request means: the one it names, the only one, or the pod's default. */
export function containerOf(pod: KubeObject, asked: string): string {
  const { name } = pod.metadata
  const plain = names(pod, 'containers')
  const others = [...names(pod, 'initContainers'), ...names(pod, 'ephemeralContainers')]
  if (asked !== '') {
    if ([...plain, ...others].includes(asked)) return asked
    throw badRequest(`container ${asked} is not valid for pod ${name}`)
  }
  const byDefault = pod.metadata.annotations?.['kubectl.kubernetes.io/default-container']
  if (byDefault !== undefined && plain.includes(byDefault)) return byDefault
  if (plain.length === 1 && plain[0] !== undefined) return plain[0]
  const init = names(pod, 'initContainers')
  const also = init.length > 0 ? ` or one of the init containers: [${init.join(' ')}]` : ''
  throw badRequest(
    `a container name must be specified for pod ${name}, choose one of: [${plain.join(' ')}]${also}`,
  )
}

function names(pod: KubeObject, field: string): string[] {
  return listAt(pod, 'spec', field).map((container) => textAt(container, ['name']))
}
