import { elidedValue, isElided } from '../../elide/index.js'
import { mapFields } from '../../lib/copy-on-write.js'
import type { KubeObject } from '../../model/kubernetes.js'

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration'

/** A ConfigMap whose values are `N bytes long`; public certificates stay. Other objects stay as they are. */
export function elideConfigMap(object: KubeObject): KubeObject {
  if (object.kind !== 'ConfigMap' || object.apiVersion !== 'v1') return object
  const { annotations } = (object.metadata ?? {}) as Partial<KubeObject['metadata']>
  return {
    ...object,
    ...withoutValues('data', object['data'], (value) => `${Buffer.byteLength(value)} bytes long`),
    ...withoutValues('binaryData', object['binaryData'], (value) =>
      elidedValue(Buffer.from(value, 'base64').length),
    ),
    ...(annotations?.[lastApplied] && {
      metadata: { ...object.metadata, annotations: { ...annotations, [lastApplied]: '' } },
    }),
  }
}

function withoutValues(field: string, values: unknown, elide: (value: string) => string): object {
  if (typeof values !== 'object' || values === null) return {}
  const kept = mapFields(values as Record<string, unknown>, (value, key) =>
    typeof value === 'string' && !isElided(key, value) ? elide(value) : value,
  )
  return { [field]: kept }
}
