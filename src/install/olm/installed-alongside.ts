import type { KubeObject } from '../../model/kubernetes.js'

const prefix = 'operatorframework.io/installed-alongside-'

/** Whether OLM says of a CRD that it was installed with a CSV of another namespace too, whose objects would go with it. */
export function isNeededElsewhere({ metadata }: KubeObject, namespace: string): boolean {
  return Object.entries(metadata.annotations ?? {}).some(
    ([key, csv]) => key.startsWith(prefix) && !csv.startsWith(`${namespace}/`),
  )
}
