import { certificate, pem } from '../kinds/der.js'
import { plain } from '../piece.js'
import type { Piece } from '../piece.js'
import { entry, generated, metadata } from '../places/objects.js'
import { podItem } from '../places/yaml.js'
import type { Random } from '../random.js'
import { hex, lower, nameParts } from '../random.js'
import { logWriter } from './log-lines.js'

type Make = (random: Random) => string

const words =
  'replicas selector template containers resources limits requests memory strategy probe period threshold revision history tolerations affinity schedule security context capabilities volume claim storage class access modes reclaim'.split(
    ' ',
  )
const text = (random: Random, length: number) => Array.from({ length }, () => random.pick(words)).join(' ')
const encode = (value: string | Buffer) => Buffer.from(value as string).toString('base64')

/** Fields that servers note who set, as every object of a cluster has them. */
export const managedFields: Make = (random) =>
  [
    '    managedFields:\n    - apiVersion: v1\n      fieldsType: FieldsV1\n      fieldsV1:\n        f:metadata:\n          f:annotations:\n            .: {}',
    ...Array.from(
      { length: 12 },
      () => `            f:${random.pick(words)}.${random.pick(words)}/${random.pick(words)}: {}`,
    ),
    '          f:ownerReferences:\n            .: {}',
    `            k:{"uid":"${random.uuid()}"}: {}`,
    '      manager: kube-controller-manager\n      operation: Update\n      time: "2026-11-12T08:12:41Z"',
  ].join('\n')

const configMap: Make = (random) => {
  const kind = random.int(4)
  const data =
    kind === 0
      ? entry(
          'ca-bundle.crt',
          Array.from({ length: random.between(1, 6) }, () => pem('CERTIFICATE', certificate(random))).join(
            '\n',
          ),
          4,
        )
      : kind === 1
        ? entry(
            'config.yaml',
            Array.from(
              { length: 60 },
              () =>
                `${random.pick(words)}_${random.pick(words)}: ${random.pick([random.int(900), text(random, 3), `${random.pick(words)}/${random.pick(words)}`])}`,
            ).join('\n') + '\n',
            4,
          )
        : kind === 2
          ? entry(
              'dashboard.json',
              JSON.stringify(
                {
                  panels: Array.from({ length: 12 }, (_, id) => ({
                    id,
                    title: text(random, 3),
                    targets: [
                      { expr: `sum(rate(${random.pick(words)}_total{namespace="$namespace"}[5m])) by (pod)` },
                    ],
                  })),
                },
                undefined,
                2,
              ),
              4,
            )
          : `    leader: '{"holderIdentity":"${generated('op', random)}_${random.uuid()}","leaseDurationSeconds":60}'`
  return `- apiVersion: v1\n  data:\n${data}\n  kind: ConfigMap\n${metadata(random.pick(words), 'payments', random)}\n${managedFields(random)}`
}

const elidedSecret: Make = (random) => {
  const keys = random.pick([
    ['token', 'ca.crt', 'namespace'],
    ['.dockercfg'],
    ['tls.crt', 'tls.key'],
    ['password', 'username'],
  ] as const)
  const data = keys.map((key) =>
    key.endsWith('.crt')
      ? `    ${key}: ${encode(pem('CERTIFICATE', certificate(random)))}`
      : `    ${key}: ${encode(`${random.between(8, 4000)} bytes long`)}`,
  )
  return `- apiVersion: v1\n  data:\n${data.join('\n')}\n  kind: Secret\n${metadata(generated('default-token', random), 'payments', random)}\n  type: Opaque`
}

const event: Make = (random) =>
  `- apiVersion: v1\n  count: ${random.int(40)}\n  eventTime: null\n  firstTimestamp: "2026-11-20T10:00:00Z"\n  involvedObject:\n    apiVersion: v1\n    kind: Pod\n    name: ${generated('worker', random)}\n    namespace: payments\n    resourceVersion: "${random.int(9e6)}"\n    uid: ${random.uuid()}\n  kind: Event\n  message: ${random.pick([`Successfully assigned payments/api to node-${random.int(6)}`, `Pulling image "quay.io/shop/api@sha256:${random.text(hex, 64)}"`, `'MountVolume.SetUp failed for volume "serving-cert" : secret "serving-cert" not found'`, `Created Secret/${random.pick(words)} -n payments because it was missing`])}\n${metadata(`worker.${random.text(hex, 16)}`, 'payments', random)}\n  reason: Scheduled\n  reportingComponent: ""\n  source:\n    component: default-scheduler\n  type: Normal`

const workload: Make = (random) =>
  `- apiVersion: apps/v1\n  kind: ReplicaSet\n${metadata(generated('api', random), 'payments', random)}\n${managedFields(random)}\n  spec:\n    replicas: 1\n    selector:\n      matchLabels:\n        pod-template-hash: ${random.text(nameParts, 9)}\n    template:\n      metadata:\n        annotations:\n          checksum/config: ${random.text(hex, 64)}\n      spec:\n        containers:\n        - image: quay.io/shop/api@sha256:${random.text(hex, 64)}\n          name: api\n          env:\n          - name: DB_PASSWORD\n            valueFrom:\n              secretKeyRef:\n                key: password\n                name: db-credentials\n        imagePullSecrets:\n        - name: default-dockercfg-${random.text(nameParts, 5)}`

const podOf: Make = (random) =>
  `${podItem(plain('- name: TZ\n  value: UTC'), random).text}\n${managedFields(random)}`

const route: Make = (random) =>
  `- apiVersion: route.openshift.io/v1\n  kind: Route\n${metadata(random.pick(words), 'payments', random)}\n  spec:\n    host: ${random.pick(words)}.apps.example.internal\n    tls:\n      termination: reencrypt\n    to:\n      kind: Service\n      name: ${random.pick(words)}`

const installPlan: Make = (random) =>
  `    - resolving: shop-operator.v1.4.2\n      resource:\n        group: apiextensions.k8s.io\n        kind: CustomResourceDefinition\n        manifest: ${JSON.stringify(JSON.stringify({ apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', metadata: { name: `${random.pick(words)}.shop.example` }, spec: { versions: [{ schema: { openAPIV3Schema: { description: text(random, 400), properties: { passwordSecretRef: { description: 'Name of the Secret that holds the password', type: 'string' } } } } }] } }))}\n        name: ${random.pick(words)}\n        version: v1\n      status: Created`

const machineFile: Make = (random) =>
  `      - contents:\n          source: data:,${encodeURIComponent(`#!/bin/bash\nset -euo pipefail\n# ${text(random, 60)}\n${logWriter(random)()}\n${text(random, 200)}\n`)}\n        mode: 493\n        overwrite: true\n        path: /usr/local/bin/${random.pick(words)}-${random.text(lower, 4)}.sh`

const process: Make = (random) =>
  `root     ${random.between(2, 90000)}  0.0  0.1 ${random.between(10000, 900000)} ${random.int(90000)} ?  Ss  Nov19   0:0${random.int(9)} ${random.pick(['/usr/lib/systemd/systemd --switched-root', '[kworker/u8:2-events]', '/usr/bin/conmon -b /run/containers/storage/overlay-containers', 'cluster-etcd-operator operator --config=/var/run/configmaps/config/config.yaml --terminate-on-files=/var/run/secrets/serving-cert/tls.crt', 'oauth-proxy --cookie-secret-file=/etc/proxy/secrets/session_secret --openshift-service-account=api'])} ${random.text(hex, 24)}`

const describe: Make = (random) =>
  `Name:         ${generated('api', random)}\nNamespace:    payments\nContainers:\n  api:\n    Container ID:   cri-o://${random.text(hex, 64)}\n    Image:          quay.io/shop/api:v4\n    Environment:\n      DB_PASSWORD:                <set to the key 'password' in secret 'db'>  Optional: false\n      TOKEN_FILE:                 /var/run/secrets/token\nVolumes:\n  creds:\n    Type:        Secret (a volume populated by a Secret)\n    SecretName:  ${generated('creds', random)}`

const podJson: Make = (random) =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: generated('api', random),
      uid: random.uuid(),
      resourceVersion: String(random.int(9e6)),
      labels: { 'pod-template-hash': random.text(nameParts, 9) },
    },
    spec: {
      containers: [
        {
          env: [{ name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { key: 'password', name: 'db' } } }],
          image: `quay.io/shop/api@sha256:${random.text(hex, 64)}`,
          name: 'api',
        },
      ],
    },
    status: { containerStatuses: [{ containerID: `cri-o://${random.text(hex, 64)}`, ready: true }] },
  })

/** A CRD's schema: prose about fields, some of them about passwords. */
export const definition: Make = (random) =>
  `- apiVersion: apiextensions.k8s.io/v1\n  kind: CustomResourceDefinition\n${metadata(`${random.pick(words)}s.shop.example`, 'default', random)}\n  spec:\n    versions:\n    - schema:\n        openAPIV3Schema:\n          properties:\n${Array.from({ length: 60 }, () => `            ${random.pick(['password', 'tokenSecretRef', 'apiKey', ...words])}:\n              description: ${text(random, random.between(10, 60))} of the Secret, such as password, token or key, in the same namespace\n              type: string`).join('\n')}`

/** A CSV: its icon in base64, its description, examples in escaped JSON. */
export const csv: Make = (random) =>
  `- apiVersion: operators.coreos.com/v1alpha1\n  kind: ClusterServiceVersion\n${metadata('shop-operator.v1.4.2', 'payments', random, `      alm-examples: '${JSON.stringify([{ kind: 'Shop', spec: { database: { passwordSecret: 'db-credentials' } } }])}'`)}\n  spec:\n    description: |\n      ${text(random, 300)}\n    icon:\n    - base64data: ${encode(random.bytes(6000))}\n      mediatype: image/png\n    version: 1.4.2`

export const makers = {
  configMap,
  elidedSecret,
  event,
  workload,
  podOf,
  route,
  installPlan,
  machineFile,
  process,
  describe,
  podJson,
} as const

/** Entries of one kind up to about as many bytes. */
export function fill(make: Make, bytes: number, random: Random): Piece[] {
  const pieces: Piece[] = []
  for (let size = 0; size < bytes;) {
    const entry = make(random)
    pieces.push(plain(entry))
    size += entry.length + 1
  }
  return pieces
}
