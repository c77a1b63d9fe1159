import type { KubeObject } from '../../model/kubernetes.js'
import { installSpec, type Container, type CsvDeployment } from './csv.js'
import type { Targets } from './targets.js'

/** The variable by which an operator finds its OperatorCondition. */
const conditionName = 'OPERATOR_CONDITION_NAME'

/**
 * The Deployments of a CSV with what OLM adds to them: its annotations on the pods, those of the targets among them, and
 * the name of its condition. Without OLM's labels: nothing here is OLM's, and where there is an OLM it deletes what it
 * takes for its own and cannot find a CSV for.
 */
export function deploymentsOf(csv: KubeObject, namespace: string, targets: Targets): KubeObject[] {
  const { annotations = {} } = csv.metadata
  const added = {
    ...annotations,
    'olm.operatorNamespace': namespace,
    'olm.targetNamespaces': targets.namespaces.join(','),
  }
  return (installSpec(csv).deployments ?? []).map((deployment) =>
    toObject(deployment, csv.metadata.name, namespace, added),
  )
}

function toObject(
  { name, label, spec }: CsvDeployment,
  csvName: string,
  namespace: string,
  annotations: Record<string, string>,
): KubeObject {
  const { template = {} } = spec
  const containers = (template.spec?.containers ?? []).map((container) => withCondition(container, csvName))
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace, ...(label && { labels: label }) },
    spec: {
      ...spec,
      revisionHistoryLimit: 1,
      template: {
        ...template,
        metadata: {
          ...template.metadata,
          annotations: { ...template.metadata?.annotations, ...annotations },
        },
        spec: { ...template.spec, containers },
      },
    },
  }
}

function withCondition(container: Container, csvName: string): Container {
  const env = (container.env ?? []).filter(({ name }) => name !== conditionName)
  return { ...container, env: [...env, { name: conditionName, value: csvName }] }
}
