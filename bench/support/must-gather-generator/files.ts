import { gzipSync } from 'node:zlib'
import { auditLine, journalLine, logWriter } from './background/log-lines.js'
import { csv, definition, fill, makers } from './background/objects.js'
import type { Piece } from './piece.js'
import { headed, joined, plain } from './piece.js'
import type { Host } from './places/types.js'
import { generated } from './places/objects.js'
import type { Random } from './random.js'
import { nameParts } from './random.js'
import { tar } from './tar.js'

/** One file to be written: about how large, and what may be planted in it. */
export interface FilePlan {
  path: string
  host: Host | 'none'
  bytes: number
  /** Entries that fill the file, in which planted ones are mixed. */
  fill: (random: Random, bytes: number) => Piece[]
  /** The text of all entries together. */
  whole: (entries: readonly Piece[]) => Piece
  /** The bytes on disk, and the name of the text inside, where it is packed. */
  pack?: (text: string) => { bytes: Buffer; inner: string }
}

const list =
  (kind: string): ((entries: readonly Piece[]) => Piece) =>
  (entries) =>
    joined([
      headed(`---\napiVersion: v1\nitems:\n`, joined(entries)),
      plain(`kind: ${kind}\nmetadata:\n  resourceVersion: "190121"\n`),
    ])

const lines = (entries: readonly Piece[]) => joined([...entries, plain('')])

type Draft = Omit<FilePlan, 'path' | 'host' | 'bytes'>

const drafts = {
  log: { fill: (random, bytes) => fill(logWriter(random), bytes, random), whole: lines },
  journal: { fill: (random, bytes) => fill(journalLine, bytes, random), whole: lines },
  processes: { fill: (random, bytes) => fill(makers.process, bytes, random), whole: lines },
  describe: {
    fill: (random, bytes) => fill(makers.describe, bytes, random),
    whole: (entries) => joined([...entries, plain('')], '\n\n\n'),
  },
  pods: { fill: (random, bytes) => fill(makers.podOf, bytes, random), whole: list('PodList') },
  configMaps: {
    fill: (random, bytes) => fill(makers.configMap, bytes, random),
    whole: list('ConfigMapList'),
  },
  secrets: { fill: (random, bytes) => fill(makers.elidedSecret, bytes, random), whole: list('SecretList') },
  events: { fill: (random, bytes) => fill(makers.event, bytes, random), whole: list('EventList') },
  workloads: { fill: (random, bytes) => fill(makers.workload, bytes, random), whole: list('ReplicaSetList') },
  routes: { fill: (random, bytes) => fill(makers.route, bytes, random), whole: list('RouteList') },
  definitions: {
    fill: (random, bytes) => fill(definition, bytes, random),
    whole: list('CustomResourceDefinitionList'),
  },
  csvs: { fill: (random, bytes) => fill(csv, bytes, random), whole: list('ClusterServiceVersionList') },
  podsJson: {
    fill: (random, bytes) => fill(makers.podJson, bytes, random),
    whole: (entries) =>
      joined(
        [
          plain('{"apiVersion":"v1","items":['),
          joined(entries, ','),
          plain('],"kind":"PodList","metadata":{"resourceVersion":"190121"}}\n'),
        ],
        '',
      ),
  },
  installPlans: {
    fill: (random, bytes) => fill(makers.installPlan, bytes, random),
    whole: (entries) =>
      joined([
        plain(
          '---\napiVersion: operators.coreos.com/v1alpha1\nkind: InstallPlan\nmetadata:\n  name: install-7xk2d\n  namespace: payments\nspec:\n  approved: true\nstatus:\n    phase: Complete\n    plan:',
        ),
        ...entries,
        plain(''),
      ]),
  },
  machineConfigs: {
    fill: (random, bytes) => fill(makers.machineFile, bytes, random),
    whole: (entries) =>
      joined([
        plain(
          '---\napiVersion: machineconfiguration.openshift.io/v1\nkind: MachineConfig\nmetadata:\n  name: 00-worker\nspec:\n  config:\n    ignition:\n      version: 3.2.0\n    storage:\n      files:',
        ),
        ...entries,
        plain(''),
      ]),
  },
  proxies: {
    fill: () => [],
    whole: (entries) =>
      joined([
        plain('---\napiVersion: config.openshift.io/v1\nkind: Proxy\nmetadata:\n  name: cluster\nspec:'),
        ...entries,
        plain('  noProxy: .cluster.local,.svc,10.0.0.0/16\nstatus: {}\n'),
      ]),
  },
  audit: {
    fill: (random, bytes) => fill(auditLine, bytes, random),
    whole: lines,
    pack: (text) => ({ bytes: gzipSync(text), inner: '' }),
  },
  archive: {
    fill: (random, bytes) => fill(journalLine, bytes, random),
    whole: lines,
    pack: (text) => ({
      bytes: gzipSync(
        tar([
          ['sos/version.txt', Buffer.from('sos 4.5\n')],
          ['sos/etc/collected', Buffer.from(text)],
        ]),
      ),
      inner: 'sos/etc/collected',
    }),
  },
} satisfies Record<string, Draft>

interface Row {
  draft: keyof typeof drafts
  host: Host | 'none'
  kilobytes: number
  path: (namespace: string, pod: string, index: number) => string
}

const perPod: readonly Row[] = [
  {
    draft: 'log',
    host: 'pod-log',
    kilobytes: 56,
    path: (ns, pod) => `namespaces/${ns}/pods/${pod}/api/api/logs/current.log`,
  },
  {
    draft: 'log',
    host: 'pod-log',
    kilobytes: 20,
    path: (ns, pod) => `namespaces/${ns}/pods/${pod}/api/api/logs/previous.log`,
  },
  {
    draft: 'pods',
    host: 'pods',
    kilobytes: 12,
    path: (ns, pod) => `namespaces/${ns}/pods/${pod}/${pod}.yaml`,
  },
]

const perNamespace: readonly Row[] = [
  { draft: 'pods', host: 'pods', kilobytes: 110, path: (ns) => `namespaces/${ns}/core/pods.yaml` },
  {
    draft: 'configMaps',
    host: 'config-maps',
    kilobytes: 130,
    path: (ns) => `namespaces/${ns}/core/configmaps.yaml`,
  },
  { draft: 'secrets', host: 'secrets', kilobytes: 35, path: (ns) => `namespaces/${ns}/core/secrets.yaml` },
  { draft: 'events', host: 'events', kilobytes: 120, path: (ns) => `namespaces/${ns}/core/events.yaml` },
  { draft: 'workloads', host: 'none', kilobytes: 60, path: (ns) => `namespaces/${ns}/apps/replicasets.yaml` },
  {
    draft: 'routes',
    host: 'routes',
    kilobytes: 6,
    path: (ns) => `namespaces/${ns}/route.openshift.io/routes.yaml`,
  },
  {
    draft: 'describe',
    host: 'describe',
    kilobytes: 8,
    path: (ns) => `namespaces/${ns}/oc_output/describe_pods.txt`,
  },
  {
    draft: 'podsJson',
    host: 'pods-json',
    kilobytes: 30,
    path: (ns) => `namespaces/${ns}/oc_output/pods.json`,
  },
  {
    draft: 'csvs',
    host: 'none',
    kilobytes: 25,
    path: (ns) => `namespaces/${ns}/operators.coreos.com/clusterserviceversions.yaml`,
  },
  {
    draft: 'installPlans',
    host: 'install-plans',
    kilobytes: 40,
    path: (ns) => `namespaces/${ns}/operators.coreos.com/installplans.yaml`,
  },
]

const perCluster: readonly Row[] = [
  ...Array.from({ length: 60 }, (_, i): Row => ({
    draft: 'definitions',
    host: 'none',
    kilobytes: 52,
    path: (of) => `cluster-scoped-resources/${of}/crds/${i}.yaml`,
  })),
  ...Array.from({ length: 16 }, (_, i): Row => ({
    draft: 'machineConfigs',
    host: 'machine-configs',
    kilobytes: 250,
    path: (of) => `cluster-scoped-resources/${of}/machineconfigs/${i}-worker.yaml`,
  })),
  ...Array.from({ length: 5 }, (_, i): Row => ({
    draft: 'proxies',
    host: 'proxies',
    kilobytes: 0,
    path: (of) => `cluster-scoped-resources/${of}/proxies-${i}.yaml`,
  })),
  ...Array.from({ length: 3 }, (_, i): Row => ({
    draft: 'journal',
    host: 'journal',
    kilobytes: 2500,
    path: (of) => `host_service_logs/${of}/kubelet_service-${i}.log`,
  })),
  ...Array.from({ length: 6 }, (_, i): Row => ({
    draft: 'processes',
    host: 'processes',
    kilobytes: 60,
    path: (of) => `nodes/${of}/ps-${i}.txt`,
  })),
  ...Array.from({ length: 12 }, (_, i): Row => ({
    draft: 'audit',
    host: 'gz-log',
    kilobytes: 700,
    path: (of) => `audit_logs/${of}/audit-${i}.log.gz`,
  })),
  ...Array.from({ length: 8 }, (_, i): Row => ({
    draft: 'archive',
    host: 'nested-archive',
    kilobytes: 200,
    path: (of) => `sosreports/${of}/sos-${i}.tar.gz`,
  })),
]

const namespacesEach = 41
const podsEach = 12

/** The files of a must-gather of about 80 MB and 2,000 files, so many times over. */
export function planFiles(random: Random, times: number): FilePlan[] {
  const plans: FilePlan[] = []
  const add = (rows: readonly Row[], scope: string, pod = '') =>
    rows.forEach(({ draft, host, kilobytes, path }, index) => {
      const spread = 0.4 + random.int(121) / 100
      plans.push({
        ...(drafts[draft] as Draft),
        host,
        path: path(scope, pod, index),
        bytes: Math.round(kilobytes * 1000 * spread),
      })
    })
  for (let round = 0; round < times; round++) {
    add(perCluster, times === 1 ? 'cluster' : `cluster-${round}`)
    for (let i = 0; i < namespacesEach; i++) {
      const namespace = `${random.pick(['shop', 'openshift', 'payments', 'team'])}-${random.text(nameParts, 6)}`
      add(perNamespace, namespace)
      for (let pod = 0; pod < podsEach; pod++) add(perPod, namespace, generated('api', random))
    }
  }
  return plans
}
