import type { KubeObject } from './kubernetes.js'

/** The names that OLM gives, where nothing but the name tells whose an object is. */

const componentPrefix = 'operators.coreos.com/'
/** Of a label's name; OLM cuts what is longer. */
const longest = 63

/** The Operator object of a package in a namespace, which lists its components. */
export const operatorName = (packageName: string, namespace: string): string =>
  `${packageName}.${namespace}`.slice(0, longest).replace(/[._-]+$/, '')

/** The label on the components of an operator. */
export const componentLabel = (packageName: string, namespace: string): string =>
  `${componentPrefix}${operatorName(packageName, namespace)}`

export const isComponentLabel = (label: string): boolean => label.startsWith(componentPrefix)

interface Serving {
  webhookdefinitions?: { deploymentName?: string }[]
  apiservicedefinitions?: { owned?: { deploymentName?: string }[] }
}

/** Where the bindings of `authReaderNames` are. */
export const authReaderNamespace = 'kube-system'

/**
 * For a deployment that serves webhooks or APIs OLM makes a RoleBinding by which it may read who calls it, and leaves it
 * there when the operator goes.
 */
export function authReaderNames(csvs: readonly KubeObject[]): string[] {
  const deployments = csvs.flatMap(({ spec }) => {
    const { webhookdefinitions = [], apiservicedefinitions } = (spec ?? {}) as Serving
    return [...webhookdefinitions, ...(apiservicedefinitions?.owned ?? [])]
  })
  const names = deployments.flatMap(({ deploymentName: name }) => (name ? [name] : []))
  return [...new Set(names)].map((name) => `${name.replaceAll('.', '-')}-service-auth-reader`)
}
