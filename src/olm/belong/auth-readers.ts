import type { KubeObject } from '../../model/kubernetes.js'
import { authReaderNames, authReaderNamespace } from '../../model/olm-names.js'
import type { ObjectRef } from './planned-objects.js'

/** The RoleBindings by which what serves webhooks or APIs knows its callers: only their names say whose they are. */
export const authReaders = (csvs: readonly KubeObject[]): ObjectRef[] =>
  authReaderNames(csvs).map((name) => ({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    namespace: authReaderNamespace,
    name,
  }))
