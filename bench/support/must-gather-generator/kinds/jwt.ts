import type { Random } from '../random.js'
import { hex, urlSafe } from '../random.js'
import type { Kind } from '../types.js'

const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')

/** A compact JWS with a signature of as many bytes as the algorithm makes. */
export function jws(random: Random, header: object, payload: object, signatureBytes = 256): string {
  return [encode(header), encode(payload), random.text(urlSafe, Math.ceil((signatureBytes * 4) / 3))].join(
    '.',
  )
}

export const jwts: readonly Kind[] = [
  {
    kind: 'service-account-token',
    form: 'value',
    make: (random) => {
      const [namespace, name] = [
        random.pick(['openshift-ingress', 'payments', 'default']),
        random.pick(['router', 'default', 'builder']),
      ]
      const bound = {
        aud: ['https://kubernetes.default.svc'],
        exp: 1795199415,
        iat: 1763663415,
        iss: 'https://kubernetes.default.svc',
        'kubernetes.io': {
          namespace,
          pod: { name: `${name}-0`, uid: random.uuid() },
          serviceaccount: { name, uid: random.uuid() },
        },
        sub: `system:serviceaccount:${namespace}:${name}`,
      }
      const legacy = {
        iss: 'kubernetes/serviceaccount',
        'kubernetes.io/serviceaccount/namespace': namespace,
        'kubernetes.io/serviceaccount/secret.name': `${name}-token-${random.text(hex, 5)}`,
        sub: bound.sub,
      }
      return {
        name: random.pick(['token', 'SA_TOKEN', 'bearer']),
        value: jws(
          random,
          { alg: 'RS256', kid: random.text(urlSafe, 43) },
          random.chance(0.5) ? bound : legacy,
        ),
      }
    },
  },
  {
    kind: 'oidc-token',
    form: 'value',
    make: (random) => ({
      name: random.pick(['id_token', 'access_token', 'OIDC_TOKEN']),
      value: jws(
        random,
        random.pick([
          { typ: 'JWT', alg: 'RS256', kid: random.text(hex, 16) },
          { alg: 'ES256', typ: 'JWT' },
          { alg: 'HS256' },
        ]),
        {
          iss: 'https://sso.example.internal/realms/main',
          sub: random.uuid(),
          aud: 'console',
          email: 'dev@example.internal',
          exp: 1795199415,
        },
        random.pick([32, 64, 256]),
      ),
    }),
  },
]
