import type { KubeObject } from '../../model/kubernetes.js'
import type { ObjectRef } from './planned-objects.js'
import { asCsv, present } from './shapes.js'

/**
 * For a deployment that serves webhooks or APIs OLM makes a RoleBinding in `kube-system`, by which it may read who calls it.
 * Only its name says whose it is.
 */
export function authReaders(csvs: readonly KubeObject[]): ObjectRef[] {
  const deployments = csvs.flatMap((csv) => {
    const { webhookdefinitions = [], apiservicedefinitions } = asCsv(csv).spec ?? {}
    return [...webhookdefinitions, ...(apiservicedefinitions?.owned ?? [])].map(
      ({ deploymentName }) => deploymentName,
    )
  })
  return present(deployments).map((name) => ({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    namespace: 'kube-system',
    name: `${name.replaceAll('.', '-')}-service-auth-reader`,
  }))
}
