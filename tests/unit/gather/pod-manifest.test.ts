import { describe, expect, it } from 'vitest'
import { namespaceManifest } from '../../../src/gather/namespace-manifest.js'
import { podManifest } from '../../../src/gather/pod-manifest.js'

const options = {
  runId: 'run',
  image: 'acme/gather:1',
  command: ['/usr/bin/gather', '$(HOME)', '$$', 'a b'],
  sourceDir: '/must-gather/',
  environment: 'oc',
  operatorNamespace: 'acme',
} as const
const where = { namespace: 'ns', serviceAccount: 'sa' }

describe('podManifest', () => {
  it('gives the command to the container as it is', () => {
    expect(podManifest(options, where)).toMatchObject({
      spec: {
        containers: [
          { name: 'gather', command: ['/usr/bin/gather', '$$(HOME)', '$$$$', 'a b'] },
          { name: 'copy', volumeMounts: [{ mountPath: '/must-gather' }] },
        ],
      },
    })
  })

  it('names nodes by their names, one term each', () => {
    const { spec } = podManifest(options, { ...where, nodes: ['a', 'b'] }) as {
      spec: { affinity: { nodeAffinity: Record<string, { nodeSelectorTerms?: object[] }> } }
    }
    const required = spec.affinity.nodeAffinity['requiredDuringSchedulingIgnoredDuringExecution']
    expect(required?.nodeSelectorTerms).toEqual(
      ['a', 'b'].map((name) => ({
        matchFields: [{ key: 'metadata.name', operator: 'In', values: [name] }],
      })),
    )
  })

  it('takes the network of the node, a limit for the volume, a pull secret and requests', () => {
    const manifest = podManifest(
      {
        ...options,
        hostNetwork: true,
        volumeSizeLimit: '5Gi',
        resources: { cpu: '1' },
        pullSecret: { dockerConfigJson: '{}' },
        nodeSelector: { disk: 'fast' },
      },
      where,
    )
    expect(manifest).toMatchObject({
      spec: {
        hostNetwork: true,
        nodeSelector: { 'kubernetes.io/os': 'linux', disk: 'fast' },
        imagePullSecrets: [{ name: 'must-gather-pull-run' }],
        volumes: [{ emptyDir: { sizeLimit: '5Gi' } }],
        containers: [
          {
            resources: { requests: { cpu: '1' } },
            securityContext: { capabilities: { add: ['NET_RAW'] } },
          },
          {},
        ],
      },
    })
    expect(JSON.stringify(manifest)).not.toContain('dockerConfigJson')
  })
})

describe('namespaceManifest', () => {
  const keys = (over: object, openshift: boolean) =>
    Object.keys(namespaceManifest({ runId: 'run', ...over }, { openshift }).metadata.labels ?? {}).join(' ')

  it('is privileged only where the pod needs it, and speaks of OpenShift only to OpenShift', () => {
    expect(keys({}, false)).not.toMatch(/pod-security|openshift/)
    expect(keys({ hostNetwork: true }, false)).toMatch(/pod-security/)
    expect(keys({}, true)).toMatch(/openshift\.io\/run-level/)
  })
})
