import type { Random } from '../random.js'
import { alnum, digits, hex, nameParts } from '../random.js'

const two = (value: number) => String(value).padStart(2, '0')
const at = (random: Random) =>
  `${two(random.int(24))}:${two(random.int(60))}:${two(random.int(60))}.${random.text(digits, 6)}`
const objects = [
  'openshift-ingress/router-default',
  'payments/api',
  'openshift-monitoring/prometheus-k8s',
  'orders/worker',
  'kube-system/cluster-config',
] as const
const files = [
  'controller.go:214',
  'reflector.go:255',
  'status_controller.go:211',
  'cacher.go:405',
  'trace.go:205',
  'garbagecollector.go:580',
] as const
const verbs = ['GET', 'PUT', 'POST', 'PATCH', 'WATCH', 'LIST'] as const
const resources = [
  'configmaps',
  'secrets',
  'pods',
  'leases',
  'serviceaccounts',
  'endpoints',
  'clusteroperators',
] as const
const words =
  'reconcile loop observed generation status condition available progressing degraded cluster operator version upgrade sync queue worker informer cache lease renewed leader election event node pod container volume mount network policy route ingress certificate rotation deployment replica revision static installer'.split(
    ' ',
  )

const sentence = (random: Random, length: number) =>
  Array.from({ length }, () => random.pick(words)).join(' ')

type Line = (random: Random) => string

const klog: Line = (random) =>
  `2026-11-20T${at(random)}123Z ${random.pick(['I', 'I', 'I', 'W', 'E'])}1120 ${at(random)}       1 ${random.pick(files)}] ${random.pick(
    [
      () => `"${sentence(random, 5)}" object="${random.pick(objects)}" resourceVersion="${random.int(9e6)}"`,
      () =>
        `${random.pick(verbs)} "/api/v1/namespaces/payments/${random.pick(resources)}/${random.pick(words)}-${random.text(nameParts, 5)}" latency="${random.int(900)}.${random.text(digits, 6)}ms" userAgent="cluster-policy-controller/v0.0.0" srcIP="10.0.${random.int(255)}.${random.int(255)}:${random.between(30000, 60000)}" resp=200`,
      () =>
        `Starting reflector *v1.${random.pick(['Secret', 'ConfigMap', 'Node', 'Service'])} (10m0s) from k8s.io/client-go/informers/factory.go:134`,
      () =>
        `Trace[${random.int(2e9)}]: "Get" url:/api/v1/namespaces/${random.pick(words)}/configmaps/${random.pick(words)},user-agent:operator (linux/amd64) kubernetes/$Format,client:10.0.${random.int(255)}.7 (${random.int(900)}ms)`,
      () =>
        `Caches are synced for ${random.pick(words)} ${random.pick(['token cleaner', 'certificate', 'bootstrap_signer', 'resource quota'])}`,
      () => `${sentence(random, random.between(8, 24))}: ${random.uuid()}`,
    ],
  )()}`

const logfmt: Line = (random) =>
  `2026-11-20T${at(random)}456Z ts=2026-11-20T${at(random)}Z caller=${random.pick(files)} level=${random.pick(['info', 'debug', 'warn'])} component=${random.pick(words)} msg="${sentence(random, 6)}" duration=${random.int(90)}.${random.int(999)}s id=${random.text(hex, 16)}`

const zap: Line = (random) =>
  `2026-11-20T${at(random)}789Z ${JSON.stringify({ level: random.pick(['info', 'debug']), ts: 1795199415 + random.int(9999), logger: `controllers.${random.pick(words)}`, msg: sentence(random, 4), namespace: random.pick(words), reconcileID: random.uuid(), generation: random.int(40) })}`

const access: Line = (random) =>
  `2026-11-20T${at(random)}111Z 10.128.${random.int(8)}.${random.int(255)} - - [20/Nov/2026:${at(random).slice(0, 8)} +0000] "${random.pick(verbs)} /apis/apps/v1/${random.pick(words)}?limit=500&resourceVersion=0 HTTP/2.0" ${random.pick([200, 200, 200, 404, 401, 503])} ${random.int(90000)} "-" "Go-http-client/2.0" ${random.text(hex, 32)}`

const etcd: Line = (random) =>
  `2026-11-20T${at(random)}222Z {"level":"info","ts":"2026-11-20T${at(random)}Z","caller":"etcdserver/server.go:2117","msg":"${sentence(random, 5)}","local-member-id":"${random.text(hex, 16)}","took":"${random.int(99)}.${random.text(digits, 6)}ms","hash":${random.int(4e9)}}`

const image: Line = (random) =>
  `2026-11-20T${at(random)}333Z time="2026-11-20T${at(random)}Z" level=info msg="Pulled image: quay.io/openshift-release-dev/ocp-v4.0-art-dev@sha256:${random.text(hex, 64)}" id=${random.text(hex, 8)}-${random.text(alnum, 4)} name=/runtime.v1.ImageService/PullImage`

const lines: readonly Line[] = [klog, klog, klog, logfmt, zap, access, etcd, image]

/** One line of a pod's log; each log has its own two or three kinds of them. */
export function logWriter(random: Random): () => string {
  const own = [random.pick(lines), random.pick(lines), klog]
  return () => random.pick(own)(random)
}

export function journalLine(random: Random): string {
  return `Nov 20 ${at(random)} ip-10-0-${random.int(255)}-7 ${random.pick(['hyperkube', 'crio', 'systemd', 'kubenswrapper'])}[${random.between(900, 9000)}]: ${klog(random).slice(29)}`
}

export function auditLine(random: Random): string {
  return JSON.stringify({
    kind: 'Event',
    apiVersion: 'audit.k8s.io/v1',
    level: 'Metadata',
    auditID: random.uuid(),
    stage: 'ResponseComplete',
    requestURI: `/api/v1/namespaces/${random.pick(words)}/${random.pick(resources)}/${random.pick(words)}`,
    verb: random.pick(['get', 'list', 'watch', 'update']),
    user: {
      username: `system:serviceaccount:${random.pick(words)}:default`,
      uid: random.uuid(),
      groups: ['system:authenticated'],
    },
    sourceIPs: [`10.0.${random.int(255)}.${random.int(255)}`],
    responseStatus: { metadata: {}, code: 200 },
    requestReceivedTimestamp: `2026-11-20T${at(random)}Z`,
  })
}
