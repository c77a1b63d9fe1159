import { generateKeyPairSync, randomUUID, sign, verify } from 'node:crypto'
import type { KubeObject } from '../../../model/kubernetes.js'
import { notFound } from '../store/api-error.js'
import { at, isRecord, textAt } from '../store/json.js'
import { timestamp } from '../store/object-meta.js'
import type { Store } from '../store/types.js'
import { serviceAccountUser, type User } from './user.js'

/** Service-account tokens: signed, bound to their account (and pod), void as soon as either is gone. */

export const issuer = 'https://kubernetes.default.svc.cluster.local'

export interface TokenRequest {
  namespace: string
  name: string
  /** Whom the token is for; the API server itself by default. */
  audiences?: readonly string[] | undefined
  /** An hour by default; ten minutes at least. */
  expirationSeconds?: number | undefined
  /** The pod that the token ends with. */
  pod?: { name: string; uid: string } | undefined
}

export interface IssuedToken {
  token: string
  expirationTimestamp: string
}

export interface VerifiedToken {
  user: User
  audiences: string[]
}

export interface TokenAuthority {
  /** Throws the 404 `ApiError` of a missing account. */
  issue(request: TokenRequest): IssuedToken
  /** Who a token stands for, or `undefined` where it is not, or no longer, valid for the audience. */
  verify(token: string, audiences?: readonly string[]): VerifiedToken | undefined
}

export function createTokenAuthority(store: Store, now: () => Date): TokenAuthority {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  const encoding = 'ieee-p1363' as const
  const accounts = { group: '', plural: 'serviceaccounts', kind: 'ServiceAccount' }

  return {
    issue({ namespace, name, audiences = [issuer], expirationSeconds = 3600, pod }) {
      const account = store.get('serviceaccounts', namespace, name)
      if (!account) throw notFound(accounts, name)
      const issued = Math.floor(now().getTime() / 1000)
      const expires = issued + expirationSeconds
      const claims = {
        aud: audiences,
        exp: expires,
        iat: issued,
        iss: issuer,
        jti: randomUUID(),
        'kubernetes.io': {
          namespace,
          ...(pod ? { pod } : {}),
          serviceaccount: { name, uid: account.metadata.uid },
        },
        nbf: issued,
        sub: `system:serviceaccount:${namespace}:${name}`,
      }
      const body = `${base64url({ alg: 'ES256', typ: 'JWT' })}.${base64url(claims)}`
      const signature = sign('sha256', Buffer.from(body), { key: privateKey, dsaEncoding: encoding })
      return {
        token: `${body}.${signature.toString('base64url')}`,
        expirationTimestamp: timestamp(new Date(expires * 1000)),
      }
    },
    verify(token, audiences = [issuer]) {
      const match = /^([\w-]+\.([\w-]+))\.([\w-]+)$/.exec(token)
      if (!match) return undefined
      const [, body = '', payload = '', signature = ''] = match
      const key = { key: publicKey, dsaEncoding: encoding }
      if (!verify('sha256', Buffer.from(body), key, Buffer.from(signature, 'base64url'))) return undefined
      const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString())
      return accepted(store, claims, audiences, now())
    },
  }
}

function base64url(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

function accepted(
  store: Store,
  claims: unknown,
  wanted: readonly string[],
  now: Date,
): VerifiedToken | undefined {
  if (Number(at(claims, 'exp')) * 1000 <= now.getTime()) return undefined
  const named = at(claims, 'aud')
  const audiences = Array.isArray(named)
    ? named.map(String).filter((audience) => wanted.includes(audience))
    : []
  const binding = at(claims, 'kubernetes.io')
  const namespace = textAt(binding, ['namespace'])
  const name = textAt(binding, ['serviceaccount', 'name'])
  const account = store.get('serviceaccounts', namespace, name)
  const pod = at(binding, 'pod')
  if (audiences.length === 0 || !lives(account, at(binding, 'serviceaccount'))) return undefined
  if (isRecord(pod) && !lives(store.get('pods', namespace, String(pod['name'])), pod)) return undefined
  return {
    user: { ...serviceAccountUser(namespace, name, account?.metadata.uid), extra: extraOf(claims, pod) },
    audiences,
  }
}

function lives(object: KubeObject | undefined, bound: unknown): boolean {
  return object !== undefined && object.metadata.uid === at(bound, 'uid')
}

function extraOf(claims: unknown, pod: unknown): Record<string, string[]> {
  return {
    'authentication.kubernetes.io/credential-id': [`JTI=${textAt(claims, ['jti'])}`],
    ...(isRecord(pod)
      ? {
          'authentication.kubernetes.io/pod-name': [String(pod['name'])],
          'authentication.kubernetes.io/pod-uid': [String(pod['uid'])],
        }
      : {}),
  }
}
