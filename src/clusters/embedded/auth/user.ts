/** Who asks: what authentication found out, and RBAC decides on. */
export interface User {
  username: string
  uid?: string
  groups: readonly string[]
  extra?: Readonly<Record<string, readonly string[]>>
}

export const anonymous: User = { username: 'system:anonymous', groups: ['system:unauthenticated'] }

export const administrator: User = {
  username: 'kubernetes-admin',
  groups: ['system:masters', 'system:authenticated'],
}

export function serviceAccountUser(namespace: string, name: string, uid: string | undefined): User {
  return {
    username: `system:serviceaccount:${namespace}:${name}`,
    ...(uid === undefined ? {} : { uid }),
    groups: ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'],
  }
}
