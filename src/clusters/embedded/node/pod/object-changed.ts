import type { ObjectMeta } from '../../../../model/kubernetes.js'
import type { Store, TypeName } from '../../store/types.js'

/** Resolves at the next change of an object of these types that may concern a pod; of pods, only its own. Throws on abort. */
export function objectChanged(
  store: Store,
  pod: Pick<ObjectMeta, 'name' | 'namespace'>,
  types: readonly TypeName[],
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = store.subscribe(types, ({ typeName, object }) => {
      const { namespace, name } = object.metadata
      if (namespace !== undefined && namespace !== pod.namespace) return
      if (typeName === 'pods' && name !== pod.name) return
      finish()
      resolve()
    })
    const abort = () => {
      finish()
      reject(signal.reason as Error)
    }
    const finish = () => {
      stop()
      signal.removeEventListener('abort', abort)
    }
    if (signal.aborted) abort()
    else signal.addEventListener('abort', abort, { once: true })
  })
}
