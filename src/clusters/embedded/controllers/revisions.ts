import type { KubeObject } from '../../../model/kubernetes.js'
import type { ReconcileTools } from './controller.js'
import { controllerReference, ownedBy } from './owners.js'
import type { PodTemplate } from './pods.js'
import { templateHash } from './pods.js'

/** Keeps the owner's template as a ControllerRevision, and gives the hash that its pods are labelled with. */
export function ensureRevision(tools: ReconcileTools, owner: KubeObject, template: PodTemplate): string {
  const hash = templateHash(template)
  const name = `${owner.metadata.name}-${hash}`
  const { namespace = 'default' } = owner.metadata
  if (tools.store.get('controllerrevisions.apps', namespace, name)) return hash
  const known = ownedBy(tools.store, 'controllerrevisions.apps', owner)
  tools.store.create('controllerrevisions.apps', {
    apiVersion: 'apps/v1',
    kind: 'ControllerRevision',
    metadata: {
      name,
      namespace,
      labels: { ...template.metadata?.labels, 'controller-revision-hash': hash },
      ownerReferences: [controllerReference(owner)],
    },
    data: { spec: { template } },
    revision: 1 + Math.max(0, ...known.map((revision) => Number(revision['revision']))),
  })
  return hash
}
