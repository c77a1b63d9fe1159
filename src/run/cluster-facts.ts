import type { Connection } from '../kube/index.js'

export { connect } from '../kube/index.js'

/** The API groups that the cluster serves, sorted. */
export async function serverFeatures(connection: Connection, signal: AbortSignal): Promise<string[]> {
  const { body } = await connection.request<{ groups: { name: string }[] }>({ path: '/apis', signal })
  return body.groups.map(({ name }) => name).sort()
}

export const platformOf = (features: readonly string[]): 'openshift' | 'kubernetes' =>
  features.includes('config.openshift.io') ? 'openshift' : 'kubernetes'
