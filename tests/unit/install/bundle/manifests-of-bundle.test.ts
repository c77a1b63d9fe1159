import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openImage, readBundle, type Bundle } from '../../../../src/bundle/index.js'
import { csvOf, manifestsOfBundle } from '../../../../src/install/index.js'
import { whatNeedsOlm } from '../../../../src/install/bundle/needs-olm.js'
import type { ResolvedInstall } from '../../../../src/model/install-config.js'
import type { KubeObject } from '../../../../src/model/kubernetes.js'

const signal = new AbortController().signal
const context = resolve(import.meta.dirname, '../../../../fixtures/isvs/nfs-provisioner/bundle')
const install: ResolvedInstall = { method: 'bundle', namespace: 'nfs', manifests: [] }

async function reference(change: (text: string) => string = (text) => text): Promise<Bundle> {
  const bundle = await readBundle(await openImage({ kind: 'build', context }, { signal }), signal)
  return { ...bundle, files: bundle.files.map(({ path, text }) => ({ path, text: change(text) })) }
}

const objectsOf = (bundle: Bundle, over: Partial<ResolvedInstall> = {}): KubeObject[] =>
  manifestsOfBundle(bundle, { ...install, ...over }).map(({ object }) => object)

const places = (objects: readonly KubeObject[], kind: string) =>
  objects
    .filter((object) => object.kind === kind)
    .map(({ metadata: { namespace, name } }) => (namespace === undefined ? name : `${namespace}/${name}`))

describe('manifestsOfBundle', () => {
  it('makes of a CSV what OLM makes of it for one namespace', async () => {
    const objects = objectsOf(await reference())
    const account = 'nfs-provisioner-operator-controller-manager'
    expect(places(objects, 'ServiceAccount')).toEqual([`nfs/${account}`])
    expect(places(objects, 'Role')).toEqual([`nfs/nfs-provisioner-operator.v0.0.9-ns-0-${account}`])
    expect(places(objects, 'ClusterRoleBinding')).toEqual([
      `nfs-provisioner-operator.v0.0.9-cluster-0-${account}`,
    ])
    expect(places(objects, 'ClusterServiceVersion')).toEqual([])
    expect(places(objects, 'CustomResourceDefinition')).toEqual(['nfsprovisioners.cache.jhouse.com'])
    expect(objects.find(({ kind }) => kind === 'Deployment')).toMatchObject({
      metadata: { namespace: 'nfs', labels: { 'control-plane': 'controller-manager' } },
      spec: {
        template: {
          metadata: { annotations: { 'olm.targetNamespaces': 'nfs', 'olm.operatorNamespace': 'nfs' } },
          spec: {
            serviceAccountName: account,
            containers: [
              {
                env: [
                  { name: 'RELATED_IMAGE_NFS_PROVISIONER' },
                  { name: 'OPERATOR_CONDITION_NAME', value: 'nfs-provisioner-operator.v0.0.9' },
                ],
              },
            ],
          },
        },
      },
    })
  })

  it('grants everywhere where all namespaces are watched', async () => {
    const objects = objectsOf(await reference(), { installMode: 'AllNamespaces' })
    expect(places(objects, 'Role')).toEqual([])
    const lifted = objects.find(
      ({ kind, metadata }) => kind === 'ClusterRole' && metadata.name.includes('-ns-0-'),
    )
    expect(lifted?.['rules']).toContainEqual({
      ...{ apiGroups: [''], resources: ['namespaces'], verbs: ['get', 'list', 'watch'] },
    })
  })

  it('refuses a mode that the bundle does not support', async () => {
    const bundle = await reference()
    expect(() => objectsOf(bundle, { targetNamespaces: ['other'] })).toThrow(
      'isv.yaml asks for install mode SingleNamespace, and nfs-provisioner-operator.v0.0.9 supports OwnNamespace, AllNamespaces',
    )
  })

  it('says of a bundle without a CSV that it cannot be installed', async () => {
    const bundle = await reference((text) => text.replace('kind: ClusterServiceVersion', 'kind: ConfigMap'))
    expect(() => objectsOf(bundle)).toThrow(/it does not have one ClusterServiceVersion/)
  })

  it('names what only OLM can give', async () => {
    const csv = csvOf(await reference()) as KubeObject
    const spec = {
      ...(csv.spec as object),
      webhookdefinitions: [{ generateName: 'check.acme.io' }],
      customresourcedefinitions: { required: [{ name: 'others.acme.io' }, { name: 'known.acme.io' }] },
    }
    expect(whatNeedsOlm(csv, () => false)).toEqual([])
    expect(whatNeedsOlm({ ...csv, spec }, (name) => name === 'known.acme.io')).toEqual([
      'webhook check.acme.io, whose certificate OLM makes',
      'type others.acme.io, whose operator OLM brings',
    ])
  })
})
