import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** The kubeconfig as kubectl finds it: the one that is named, KUBECONFIG, the one of the home folder; `undefined` leaves the service account of a pod. */
export function kubeconfigOf(
  named: string | undefined,
  { KUBECONFIG, HOME }: Record<string, string | undefined>,
): string | undefined {
  const ofHome = HOME ? join(HOME, '.kube', 'config') : undefined
  return named ?? (KUBECONFIG || (ofHome !== undefined && existsSync(ofHome) ? ofHome : undefined))
}
