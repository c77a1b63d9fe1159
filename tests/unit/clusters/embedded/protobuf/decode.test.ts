import { describe, expect, it } from 'vitest'
import { decodeProtobuf } from '../../../../../src/clusters/embedded/protobuf/decode.js'

/** Bodies that kubectl v1.36 sent to a real API server, and the objects that they stand for. */
const bodies: [string, string, object][] = [
  [
    'kubectl create namespace',
    '6b3873000a0f0a02763112094e616d657370616365121e0a160a06776972652d6212001a0022002a003200380042001200' +
      '1a020a001a002200',
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'wire-b' } },
  ],
  [
    'kubectl create secret generic',
    '6b3873000a0c0a0276311206536563726574122e0a120a02733112001a0022002a0032003800420012160a0870617373776f7264120a6e6f742d7365637265741a001a002200',
    { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's1' }, data: { password: 'bm90LXNlY3JldA==' } },
  ],
  [
    'kubectl create deployment',
    '6b3873000a150a07617070732f7631120a4465706c6f796d656e7412dd010a210a04676f6e6512001a0022002a003200380042005a0b0a036170701204676f6e6512a9010802120d0a0b0a036170701204676f6e651a8d010a1d0a0012001a0022002a003200380042005a0b0a036170701204676f6e65126c124e0a0b6761746865722d62617365121e6c6f63616c686f73742f6761746865722d626173653a626f6f6b776f726d1a05736c6565701a04333630302a0042006a007200800100880100900100a201001a00320042004a0052005800600068008201008a01009a0100c2010022020a00280038001a0c0800100018002000280038001a002200',
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'gone', labels: { app: 'gone' } },
      spec: {
        replicas: 2,
        selector: { matchLabels: { app: 'gone' } },
        template: {
          metadata: { labels: { app: 'gone' } },
          spec: {
            containers: [
              { name: 'gather-base', image: 'localhost/gather-base:bookworm', command: ['sleep', '3600'] },
            ],
          },
        },
      },
    },
  ],
  [
    'kubectl create role',
    '6b3873000a240a1c726261632e617574686f72697a6174696f6e2e6b38732e696f2f76311204526f6c6512330a120a02723112001a0022002a00320038004200121d0a036765740a046c69737412001a04706f64731a08706f64732f6c6f671a002200',
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata: { name: 'r1' },
      rules: [{ verbs: ['get', 'list'], apiGroups: [''], resources: ['pods', 'pods/log'] }],
    },
  ],
  [
    'kubectl auth can-i',
    '6b3873000a320a17617574686f72697a6174696f6e2e6b38732e696f2f7631121753656c665375626a656374416363657373526576696577123c0a100a0012001a0022002a00320038004200121e0a1c0a047769726512066372656174651a0022002a04706f647332003a001a08080012001a0020001a002200',
    {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      spec: { resourceAttributes: { namespace: 'wire', verb: 'create', resource: 'pods' } },
    },
  ],
  [
    'kubectl create token',
    '6b3873000a280a1861757468656e7469636174696f6e2e6b38732e696f2f7631120c546f6b656e52657175657374121d0a100a0012001a0022002a00320038004200120320d8041a040a0012001a002200',
    { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: { expirationSeconds: 600 } },
  ],
]

describe('protobuf bodies', () => {
  it.each(bodies)('of %s', (_command, hex, object) => {
    expect(decodeProtobuf(Buffer.from(hex, 'hex'))).toEqual(object)
  })

  it('are refused where they are none, cut off, or of an unknown kind', () => {
    const [, hex = ''] = bodies[0] ?? []
    expect(() => decodeProtobuf(Buffer.from('{}'))).toThrow('does not appear to be a protobuf message')
    expect(() => decodeProtobuf(Buffer.from(hex, 'hex').subarray(0, 30))).toThrow(
      'the protobuf body cannot be read',
    )
    const other = Buffer.from(hex, 'hex').toString('latin1').replace('Namespace', 'Nonesuch1')
    expect(() => decodeProtobuf(Buffer.from(other, 'latin1'))).toThrow('not known to this server')
  })
})
