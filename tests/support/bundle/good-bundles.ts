import { stringify } from 'yaml'
import type { BundleParts } from './good-bundle.js'
import {
  deployment,
  example,
  goodParts,
  mustGatherImage,
  operandImage,
  operatorImage,
} from './good-bundle.js'

/** Bundles of shapes that are in use, none of which a rule may say anything of. */
export const goodBundles: Record<string, () => BundleParts> = {
  small: goodParts,
  'with webhooks': () => {
    const parts = goodParts()
    for (const mode of parts.csv['spec'].installModes) mode.supported = mode.type === 'AllNamespaces'
    const shared = {
      deploymentName: 'acme-controller-manager',
      containerPort: 443,
      targetPort: 9443,
      admissionReviewVersions: ['v1'],
      sideEffects: 'None',
    }
    parts.csv['spec'].webhookdefinitions = [
      {
        ...shared,
        type: 'ValidatingAdmissionWebhook',
        generateName: 'vwidget.kb.io',
        webhookPath: '/validate',
      },
      { ...shared, type: 'MutatingAdmissionWebhook', generateName: 'mwidget.kb.io', webhookPath: '/mutate' },
      {
        ...{ ...shared, type: 'ConversionWebhook', generateName: 'cwidget.kb.io', webhookPath: '/convert' },
        conversionCRDs: ['widgets.acme.example.com'],
      },
    ]
    parts.files['manifests/acme-webhook-service_v1_service.yaml'] = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'acme-webhook-service', creationTimestamp: null },
      spec: { ports: [{ port: 443 }], selector: { 'control-plane': 'acme-controller-manager' } },
      status: { loadBalancer: {} },
    }
    return parts
  },
  'with an APIService': () => {
    const parts = goodParts()
    parts.csv['spec'].install.spec.deployments.push(deployment('acme-apiserver'))
    parts.csv['spec'].apiservicedefinitions = {
      owned: [
        {
          ...{
            name: 'v1alpha1.metrics.acme.example.com',
            group: 'metrics.acme.example.com',
            version: 'v1alpha1',
          },
          ...{ kind: 'WidgetMetric', deploymentName: 'acme-apiserver', containerPort: 8443 },
        },
      ],
    }
    const metric = {
      apiVersion: 'metrics.acme.example.com/v1alpha1',
      kind: 'WidgetMetric',
      metadata: { name: 'm' },
    }
    parts.csv['metadata'].annotations['alm-examples'] = JSON.stringify([example(), metric])
    return parts
  },
  'files that begin and end with separators, and are JSON': () => {
    const parts = goodParts()
    parts.files['manifests/acme.clusterserviceversion.yaml'] =
      `---\n# Copyright\n${stringify(parts.csv)}---\n`
    parts.files['manifests/widgets.crd.yaml'] = `---\n${stringify(parts.crd)}\n---\n# nothing more\n`
    parts.files['manifests/role.json'] = JSON.stringify({
      ...{ apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole' },
      ...{ metadata: { name: 'acme:widget-viewer' }, rules: [] },
    })
    return parts
  },
  'AllNamespaces alone, two versions, no example of an internal kind': () => {
    const parts = goodParts()
    for (const mode of parts.csv['spec'].installModes) mode.supported = mode.type === 'AllNamespaces'
    const [v1] = parts.crd['spec'].versions
    parts.crd['spec'].versions.unshift({
      ...structuredClone(v1),
      name: 'v1alpha1',
      storage: false,
      deprecated: true,
    })
    const internal = structuredClone(parts.crd)
    internal['metadata'].name = 'gears.acme.example.com'
    internal['spec'].names = { kind: 'Gear', plural: 'gears' }
    parts.files['manifests/gears.yaml'] = internal
    const { owned } = parts.csv['spec'].customresourcedefinitions
    owned.push({ name: 'widgets.acme.example.com', kind: 'Widget', version: 'v1alpha1' })
    owned.push({ name: 'gears.acme.example.com', kind: 'Gear', version: 'v1' })
    parts.csv['metadata'].annotations['operators.operatorframework.io/internal-objects'] =
      '["gears.acme.example.com"]'
    return parts
  },
  'scorecard tests and dependencies': () => {
    const parts = goodParts()
    parts.files['tests/scorecard/config.yaml'] =
      'apiVersion: scorecard.operatorframework.io/v1alpha3\nkind: Configuration\nmetadata: {name: config}\nstages: []\n'
    parts.files['metadata/dependencies.yaml'] = {
      dependencies: [
        { type: 'olm.package', value: { packageName: 'cert-manager', version: '>=1.0.0 <2.0.0' } },
        {
          type: 'olm.gvk',
          value: { group: 'etcd.database.coreos.com', kind: 'EtcdCluster', version: 'v1beta2' },
        },
        { type: 'olm.constraint', value: { failureMessage: 'x', cel: { rule: 'true' } } },
      ],
    }
    parts.files['metadata/properties.yaml'] = {
      properties: [{ type: 'olm.maxOpenShiftVersion', value: '4.20' }],
    }
    Object.assign(parts.annotations, {
      'operators.operatorframework.io.test.mediatype.v1': 'scorecard+v1',
      'operators.operatorframework.io.test.config.v1': 'tests/scorecard/',
      'com.redhat.openshift.versions': 'v4.16',
    })
    return parts
  },
  'no example and no default channel, a first version, a Secret without values': () => {
    const parts = goodParts()
    delete parts.csv['spec'].replaces
    delete parts.csv['spec'].skips
    delete parts.csv['metadata'].annotations['olm.skipRange']
    delete parts.csv['spec'].minKubeVersion
    const key = 'operators.operatorframework.io.bundle.channel.default.v1'
    parts.annotations = Object.fromEntries(Object.entries(parts.annotations).filter(([name]) => name !== key))
    parts.labels = { ...parts.annotations, 'com.redhat.component': 'acme', version: '1.2.3' }
    parts.files['manifests/secret.yaml'] = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'acme-metrics-token', annotations: { 'kubernetes.io/service-account.name': 'acme' } },
      type: 'kubernetes.io/service-account-token',
    }
    return parts
  },
  'must-gather image in relatedImages alone': () => {
    const parts = goodParts()
    delete parts.csv['metadata'].annotations['operators.openshift.io/must-gather-image']
    return parts
  },
}

export { mustGatherImage, operandImage, operatorImage }
