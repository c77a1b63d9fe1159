import { findUnelided } from '../../../elide/index.js'
import type { BundleRule } from '../rule.js'
import { at } from '../rule.js'
import { isDnsLabel, isSubdomain } from '../semver.js'
import { shown, valueAt } from '../values.js'

const check = 'MG-OLM-001'
const level = 'required'

/** Kinds that OLM applies from a bundle, and whether they are of a namespace. Source: OLM's page on packaged manifests. */
const kinds: Record<string, 'namespace' | 'cluster'> = {
  ClusterServiceVersion: 'namespace',
  CustomResourceDefinition: 'cluster',
  ClusterRole: 'cluster',
  ClusterRoleBinding: 'cluster',
  ConfigMap: 'namespace',
  ConsoleCLIDownload: 'cluster',
  ConsoleLink: 'cluster',
  ConsolePlugin: 'cluster',
  ConsoleQuickStart: 'cluster',
  ConsoleYAMLSample: 'cluster',
  NetworkPolicy: 'namespace',
  PodDisruptionBudget: 'namespace',
  PodMonitor: 'namespace',
  PriorityClass: 'cluster',
  PrometheusRule: 'namespace',
  Role: 'namespace',
  RoleBinding: 'namespace',
  Secret: 'namespace',
  Service: 'namespace',
  ServiceAccount: 'namespace',
  ServiceMonitor: 'namespace',
  VerticalPodAutoscaler: 'namespace',
}
/** Names that may hold colons, as those of roles do. */
const looselyNamed = new Set(['Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding'])
/** What has rules of its own for its name. */
const namedElsewhere = new Set(['ClusterServiceVersion', 'CustomResourceDefinition'])

export const objectRules: BundleRule[] = [
  {
    ...{ id: 'object-kind', check, level },
    must: 'Every object of manifests/ is of a kind that OLM applies.',
    fix: 'Let the operator make the object when it runs, or take it out of the bundle.',
    *find({ manifests }) {
      for (const manifest of manifests.filter(({ kind }) => !(kind in kinds))) {
        const message = `OLM applies no ${manifest.kind} from a bundle`
        yield at(manifest, ['kind'], { message, want: 'a kind that OLM knows', got: manifest.kind })
      }
    },
  },
  {
    ...{ id: 'object-name', check, level },
    must: 'Every object of manifests/ has a name that Kubernetes takes.',
    fix: 'Write metadata.name in lower-case letters, digits and dashes.',
    *find({ manifests }) {
      for (const manifest of manifests) {
        const { kind, name } = manifest
        if (namedElsewhere.has(kind)) continue
        const isValid = looselyNamed.has(kind)
          ? /^[^/%]+$/.test(name) && name !== '.' && name !== '..'
          : kind === 'Service'
            ? isDnsLabel(name)
            : isSubdomain(name)
        const message = `${kind} has the name ${JSON.stringify(name)}`
        if (!isValid) yield at(manifest, ['metadata', 'name'], { message, want: 'a valid name', got: name })
      }
    },
  },
  {
    ...{ id: 'object-twice', check, level },
    must: 'No two objects of manifests/ have the same kind and name.',
    fix: 'Remove one of them.',
    *find({ manifests }) {
      const seen = new Map<string, string>()
      for (const manifest of manifests) {
        const { kind, name, path, value } = manifest
        if (kind === 'ClusterServiceVersion' || !(kind in kinds)) continue
        const key = `${String(value['apiVersion']).replace(/\/.*|^v1$/, '')} ${kind} ${name}`
        const before = seen.get(key)
        seen.set(key, path)
        const message = `${kind} ${name} is in ${before} too`
        if (before !== undefined)
          yield at(manifest, [], { message, want: 'one of that kind and name', got: path })
      }
    },
  },
  {
    ...{ id: 'object-namespace', check, level: 'recommended' },
    must: 'No object of manifests/ but the ClusterServiceVersion names a namespace: OLM puts it where the operator is installed.',
    fix: 'Take metadata.namespace away.',
    *find({ manifests }) {
      for (const manifest of manifests) {
        const got = valueAt(manifest.value, ['metadata', 'namespace'])
        if (manifest.kind === 'ClusterServiceVersion' || got === undefined || got === '') continue
        const message = `${manifest.kind} ${manifest.name} names the namespace ${shown(got)}`
        yield at(manifest, ['metadata', 'namespace'], { message, want: 'no namespace', got: shown(got) })
      }
    },
  },
  {
    ...{ id: 'secret-data', check, level },
    must: 'No Secret with values is in the bundle, hidden in another object either: everybody who can pull the image can read it.',
    fix: 'Take the values out, and let the operator or its user make the Secret on the cluster.',
    *find({ manifests }) {
      for (const manifest of manifests) {
        const values = findUnelided(manifest.value)
        const [first] = values
        if (!first) continue
        const message = `${manifest.kind} ${manifest.name} holds the values of a Secret`
        const got = `${values.length} ${values.length === 1 ? 'value' : 'values'} (not shown)`
        yield at(manifest, [], { message, want: 'a Secret without values', got })
      }
    },
  },
  {
    ...{ id: 'disruption-budget', check, level: 'recommended' },
    must: 'A PodDisruptionBudget lets at least one pod go, so that nodes can be drained.',
    fix: 'Write maxUnavailable: 1.',
    *find({ manifests }) {
      for (const manifest of manifests.filter(({ kind }) => kind === 'PodDisruptionBudget')) {
        const most = valueAt(manifest.value, ['spec', 'maxUnavailable'])
        const least = valueAt(manifest.value, ['spec', 'minAvailable'])
        if (most !== 0 && most !== '0%' && least !== '100%') continue
        const message = `PodDisruptionBudget ${manifest.name} lets no pod go`
        yield at(manifest, ['spec'], { message, want: 'maxUnavailable: 1', got: String(most ?? least) })
      }
    },
  },
  {
    ...{ id: 'priority-class', check, level: 'recommended' },
    must: 'A PriorityClass is not the default of the whole cluster.',
    fix: 'Write globalDefault: false.',
    *find({ manifests }) {
      for (const manifest of manifests.filter(({ kind }) => kind === 'PriorityClass')) {
        if (manifest.value['globalDefault'] !== true) continue
        const message = `PriorityClass ${manifest.name} would be that of every pod of the cluster`
        yield at(manifest, ['globalDefault'], { message, want: 'false', got: 'true' })
      }
    },
  },
]
