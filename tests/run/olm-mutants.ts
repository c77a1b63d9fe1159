import type { Catalog } from '../../src/model/catalog.js'
import type { CaptureRow } from './capture-mutants.js'
import type { CaptureEdits } from './support/edits.js'

const csv = 'manifests/nfs-provisioner-operator.clusterserviceversion.yaml'
const mustGather = 'quay.io/jooholee/nfs-provisioner-operator-must-gather'
const newest = 'nfs-provisioner-operator.v0.0.9'
const catalog = (change: (catalog: Catalog) => void) => (capture: CaptureEdits) =>
  capture.json('index/catalog.json', change)

/** What may be wrong with the bundle and the index that a capture has, one thing at a time. */
export const olmMutants: CaptureRow[] = [
  {
    name: 'bundle whose CSV owns a version that its CRD does not serve',
    change: (c) =>
      c.bundle(
        csv,
        'kind: NFSProvisioner\n        version: v1alpha1',
        'kind: NFSProvisioner\n        version: v1',
      ),
    fails: ['MG-OLM-001'],
  },
  {
    name: 'bundle with examples that are no JSON',
    change: (c) => c.bundle(csv, '"spec": {"storageSize": "10Gi"}', '"spec": {"storageSize": 10Gi}'),
    fails: ['MG-OLM-001'],
  },
  {
    name: 'bundle whose annotations say another package than its labels',
    change: (c) =>
      c.bundle('metadata/annotations.yaml', 'package.v1: nfs-provisioner-operator', 'package.v1: nfs'),
    fails: ['MG-OLM-001'],
  },
  {
    name: 'CSV that names the must-gather image of another version',
    change: (c) => c.bundle(csv, new RegExp(`${mustGather}:0.0.9`, 'g'), `${mustGather}:0.0.8`),
    fails: ['MG-OLM-004'],
  },
  {
    name: 'relatedImages without the must-gather image',
    change: (c) => c.bundle(csv, `    - name: must-gather\n      image: ${mustGather}:0.0.9\n`, ''),
    fails: ['MG-OLM-005'],
  },
  {
    name: 'index whose channel does not have the bundle',
    change: catalog(({ channels }) => {
      for (const channel of channels) channel.entries = channel.entries.filter(({ name }) => name !== newest)
    }),
    fails: ['MG-OLM-002'],
  },
  {
    name: 'index that has the version from another image',
    change: catalog(({ bundles }) => {
      for (const bundle of bundles.filter(({ name }) => name === newest))
        bundle.image = 'quay.io/acme/bundle:0.0.9'
    }),
    fails: ['MG-OLM-002'],
  },
]
