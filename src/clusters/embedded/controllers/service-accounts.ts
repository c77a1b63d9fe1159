import type { KubeObject } from '../../../model/kubernetes.js'
import type { Controller } from './controller.js'

/** Namespaces: each has a default ServiceAccount, and the CA certificate that its pods trust. */
export function serviceAccounts(caCert: string): Controller {
  const namespaceOf = ({ object }: { object: KubeObject }) => [`/${object.metadata.namespace ?? ''}`]
  return {
    name: 'serviceaccount-controller',
    type: 'namespaces',
    watches: { serviceaccounts: namespaceOf, configmaps: namespaceOf },
    reconcile({ metadata: { name: namespace, deletionTimestamp } }, { store }) {
      if (deletionTimestamp !== undefined) return undefined
      if (!store.get('serviceaccounts', namespace, 'default')) {
        store.create('serviceaccounts', {
          apiVersion: 'v1',
          kind: 'ServiceAccount',
          metadata: { name: 'default', namespace },
        })
      }
      if (!store.get('configmaps', namespace, 'kube-root-ca.crt')) {
        store.create('configmaps', {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: {
            name: 'kube-root-ca.crt',
            namespace,
            annotations: {
              'kubernetes.io/description':
                'Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.',
            },
          },
          data: { 'ca.crt': caCert },
        })
      }
      return undefined
    },
  }
}
