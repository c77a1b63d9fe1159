import type { KubeObject } from '../../../src/model/kubernetes.js'

/** Builds the objects that the cases put on a cluster; all containers run the suite's one image. */

export interface PodExtra {
  labels?: Record<string, string>
  annotations?: Record<string, string>
  /** What the main container has besides its name, image and script. */
  main?: Record<string, unknown>
  /** What the pod's spec has besides its containers. */
  spec?: Record<string, unknown>
}

export interface Maker {
  image: string
  container(name: string, script: string, extra?: Record<string, unknown>): Record<string, unknown>
  pod(name: string, script: string, extra?: PodExtra): KubeObject
  deployment(name: string, replicas: number, script?: string): KubeObject
  template(name: string, script: string, extra?: PodExtra): Record<string, unknown>
  job(name: string, script: string, spec?: Record<string, unknown>): KubeObject
}

/** Runs until it is told to end, and ends at once then. */
export const idle = 'trap "exit 0" TERM; sleep 10000 & wait'

export function makerFor(image: string): Maker {
  const container: Maker['container'] = (name, script, extra = {}) => ({
    name,
    image,
    imagePullPolicy: 'IfNotPresent',
    command: ['bash', '-c', script],
    ...extra,
  })
  const template: Maker['template'] = (name, script, { labels, annotations, main, spec } = {}) => ({
    metadata: { labels: { app: name, ...labels }, ...(annotations && { annotations }) },
    spec: { terminationGracePeriodSeconds: 2, containers: [container('main', script, main)], ...spec },
  })
  return {
    image,
    container,
    template,
    pod(name, script, extra) {
      const { metadata, spec } = template(name, script, extra) as { metadata: object; spec: object }
      return {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { ...metadata, name },
        spec: { restartPolicy: 'Never', ...spec },
      }
    },
    deployment: (name, replicas, script = idle) => ({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name, labels: { app: name } },
      spec: { replicas, selector: { matchLabels: { app: name } }, template: template(name, script) },
    }),
    job: (name, script, spec = {}) => ({
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name },
      spec: { ...spec, template: template(name, script, { spec: { restartPolicy: 'Never' } }) },
    }),
  }
}

export function configMap(
  name: string,
  data: Record<string, string> = { a: '1' },
  metadata: object = {},
): KubeObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, ...metadata }, data }
}

export function secret(name: string, stringData: Record<string, string>): KubeObject {
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name }, stringData }
}

export function serviceAccount(name: string): KubeObject {
  return { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name } }
}

interface Rule {
  apiGroups: string[]
  resources: string[]
  verbs: string[]
  resourceNames?: string[]
}

/** A Role, and its binding to service accounts of the same namespace. */
export function role(name: string, rules: Rule[], accounts: string[], namespace: string): KubeObject[] {
  const apiVersion = 'rbac.authorization.k8s.io/v1'
  const subjects = accounts.map((account) => ({ kind: 'ServiceAccount', name: account, namespace }))
  const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name }
  return [
    { apiVersion, kind: 'Role', metadata: { name }, rules },
    { apiVersion, kind: 'RoleBinding', metadata: { name }, roleRef, subjects },
  ]
}
