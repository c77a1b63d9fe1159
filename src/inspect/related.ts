import type { KubeObject } from '../model/kubernetes.js'

/** Something that another object points at, and that belongs into the dump with it. */
export interface Related {
  group: string
  /** Plural: `deployments`. */
  resource: string
  namespace?: string | undefined
  /** Empty: all of the type. */
  name: string
}

interface WithStatus {
  relatedObjects?: Partial<Related>[]
}

interface ServiceRef {
  service?: { namespace?: string }
}

/** What an object points at: `status.relatedObjects`, and the namespaces of the services behind its webhooks. */
export function relatedTo(object: KubeObject): Related[] {
  const listed = (object.status as WithStatus | undefined)?.relatedObjects
  const related = (Array.isArray(listed) ? listed : []).map((row) => ({
    group: row.group ?? '',
    resource: row.resource ?? '',
    namespace: row.namespace || undefined,
    name: row.name ?? '',
  }))
  const namespaces = new Set(
    webhookServices(object).flatMap(({ service }) => (service?.namespace ? [service.namespace] : [])),
  )
  return [...related, ...[...namespaces].map((name) => ({ group: '', resource: 'namespaces', name }))]
}

function webhookServices(object: KubeObject): ServiceRef[] {
  if (/^(?:Mutating|Validating)WebhookConfiguration$/.test(object.kind)) {
    const hooks = object['webhooks'] as { clientConfig?: ServiceRef }[] | undefined
    return (hooks ?? []).flatMap(({ clientConfig }) => (clientConfig ? [clientConfig] : []))
  }
  if (object.kind !== 'CustomResourceDefinition') return []
  const conversion = (object.spec as { conversion?: { webhook?: { clientConfig?: ServiceRef } } } | undefined)
    ?.conversion
  return conversion?.webhook?.clientConfig ? [conversion.webhook.clientConfig] : []
}
