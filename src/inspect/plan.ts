import { qualifiedName, resourcePath, wellKnown, type ApiResource } from '../kube/resource.js'
import type { ResourceIndex } from '../kube/resource-index.js'
import { resolveTargets } from './arguments.js'
import {
  configTypes,
  isClusterOperator,
  isNamespace,
  isPod,
  isSecret,
  namespaceContents,
} from './contents.js'
import type { InspectOptions, InspectProblem, Target } from './types.js'

/** What an inspect would read. Only discovery is asked for it, so it ends at what cannot be known without reading. */
export interface InspectPlan {
  /** Paths that would be read first, as in `/api/v1/namespaces/x/pods`. */
  requests: string[]
  /** What would be read according to the answers. */
  follows: string[]
  absentTypes: string[]
  problems: InspectProblem[]
}

/** Throws where the server cannot be reached, or what is asked for contradicts itself. */
export async function planInspect(options: InspectOptions): Promise<InspectPlan> {
  const { connection, signal } = options
  const { resources } = await connection.discovery(signal)
  const namespace = options.allNamespaces ? undefined : (options.namespace ?? connection.namespace)
  const { targets, problems } = resolveTargets(options.resources, resources, namespace)
  const wanted = targets.filter(({ type }) => !(options.skipSecrets && isSecret(type)))
  const whole = wanted.some(({ type }) => isNamespace(type))
  return {
    requests: [...new Set(wanted.flatMap((target) => requestsOf(target, resources, options)))],
    follows: [...new Set(wanted.flatMap(({ type, name }) => followsOf(type, name, options)))],
    absentTypes: whole ? namespaceContents(resources).absent : [],
    problems,
  }
}

function requestsOf(
  { type, namespace, name }: Target<ApiResource>,
  index: ResourceIndex,
  { skipSecrets, selector, depth }: InspectOptions,
): string[] {
  const labels = selector ? `?labelSelector=${selector}` : ''
  const configuration =
    isClusterOperator(type) && depth !== 0 ? configTypes(index).map((one) => resourcePath(one)) : []
  if (name === '')
    return [`${resourcePath(type, { namespace })}${isNamespace(type) ? '' : labels}`, ...configuration]
  const own = resourcePath(type, { namespace, name })
  if (!isNamespace(type)) return [own, ...configuration]
  const { types } = namespaceContents(index, skipSecrets)
  return [
    own,
    ...types.map(
      (one) => `${resourcePath(one, { namespace: name })}${one.plural === 'events' ? '' : labels}`,
    ),
  ]
}

function followsOf(type: ApiResource, name: string, { depth, rotatedLogs }: InspectOptions): string[] {
  const pods = isPod(type) || isNamespace(type)
  const logs = `${resourcePath(wellKnown.pods, { namespace: '*', name: '*', subresource: 'log' })}: each container's log, and that of its run before`
  return [
    ...(isNamespace(type) && name === '' ? ['the contents of each namespace'] : []),
    ...(pods ? [logs] : []),
    ...(pods && rotatedLogs ? ['/api/v1/nodes/*/proxy/logs/pods/*: rotated logs'] : []),
    ...(isPod(type) && name !== '' ? [`the events of pod ${name}`] : []),
    ...(depth === 0
      ? []
      : [`what ${qualifiedName(type)} point at: status.relatedObjects, namespaces of webhook services`]),
  ]
}
