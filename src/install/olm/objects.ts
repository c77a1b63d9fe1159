import { pullSecretName } from '../../kube/index.js'
import { runLabel } from '../../lib/run-labels.js'
import type { ResolvedOlm } from '../../model/install-config.js'
import type { KubeObject } from '../../model/kubernetes.js'
import type { Targets } from '../bundle/targets.js'

/** What an install through OLM creates itself; all else is OLM's. */
export interface OlmNames {
  namespace: string
  catalogSource: string
  operatorGroup: string
  subscription: string
}

/** A Service has the catalog's name, which may so have no more characters. */
const longestCatalog = 63
const catalogSuffix = (runId: string) => `-cs-${runId}`.toLowerCase()

/**
 * The catalog has a name of its own in each run: for minutes OLM answers for a new catalog of an old name out of what it
 * remembers of the old one.
 */
export function olmNames(namespace: string, { package: name }: ResolvedOlm, runId: string): OlmNames {
  const suffix = catalogSuffix(runId)
  return {
    namespace,
    catalogSource: `${name.slice(0, longestCatalog - suffix.length)}${suffix}`,
    operatorGroup: `${name}-og`,
    subscription: `${name}-subs`,
  }
}

/** The package that a run's catalog was made for; `undefined` where its name does not tell, and for a catalog of somebody else. */
export function packageOfCatalog({ metadata: { name, labels } }: KubeObject): string | undefined {
  const runId = labels?.[runLabel]
  if (runId === undefined || !name.endsWith(catalogSuffix(runId))) return undefined
  // What is as long as can be may have been cut.
  return name.length < longestCatalog ? name.slice(0, -catalogSuffix(runId).length) : undefined
}

export interface CatalogOptions {
  /** Reference of the index image, as the cluster pulls it. */
  image: string
  displayName: string
  /** The index is files alone: OLM puts its own server beside them, which makes its cache itself. Folder of the catalog in the image. */
  contentIn?: string | undefined
  /** The run whose pull secret it is pulled with. */
  pullSecretOf?: string | undefined
}

export function catalogSource(
  { namespace, catalogSource: name }: OlmNames,
  options: CatalogOptions,
): KubeObject {
  const { image, displayName, contentIn, pullSecretOf } = options
  return {
    apiVersion: 'operators.coreos.com/v1alpha1',
    kind: 'CatalogSource',
    metadata: { name, namespace },
    spec: {
      sourceType: 'grpc',
      ...{ image, displayName, publisher: displayName },
      ...(pullSecretOf !== undefined && { secrets: [pullSecretName(pullSecretOf)] }),
      grpcPodConfig: {
        securityContextConfig: 'restricted',
        ...(contentIn !== undefined && {
          extractContent: { catalogDir: contentIn },
        }),
      },
    },
  }
}

export const operatorGroup = (
  { namespace, operatorGroup: name }: OlmNames,
  { namespaces }: Targets,
): KubeObject => ({
  apiVersion: 'operators.coreos.com/v1',
  kind: 'OperatorGroup',
  metadata: { name, namespace },
  // Without targets it is the group of all namespaces.
  spec: namespaces.length === 0 ? {} : { targetNamespaces: [...namespaces] },
})

export const subscription = (names: OlmNames, olm: ResolvedOlm): KubeObject => ({
  apiVersion: 'operators.coreos.com/v1alpha1',
  kind: 'Subscription',
  metadata: { name: names.subscription, namespace: names.namespace },
  spec: {
    name: olm.package,
    channel: olm.channel,
    source: names.catalogSource,
    sourceNamespace: names.namespace,
    installPlanApproval: olm.approval,
    ...(olm.startingCSV !== undefined && { startingCSV: olm.startingCSV }),
  },
})
