import type { GatherRecord } from '../../src/model/capture-record.js'
import { imageWithoutTar } from './support/image-without-tar.js'
import { account, limitRange, namespaceWith, podSecurityByDefault, quota } from './support/preparations.js'
import type { RowOptions, Scene } from './support/scene.js'

/** One thing that goes wrong with a gather, and what its user gets. */
export interface Row {
  /** What the gather runs. */
  script?: string
  options?: RowOptions
  /** Makes what the row needs, and says what it changes in the options. */
  prepare?: (scene: Scene) => Promise<RowOptions>
  /** Of `must-gather run`, where nothing is thrown. */
  exitCode?: number
  /** Of the record, where there is one. */
  record?: Partial<Record<keyof GatherRecord, unknown>>
  /** Of what is thrown, where the environment is at fault. */
  error?: { code: string; exitCode: number; says: RegExp }
  /** What the record's reason, or the problem of the copy, says. */
  says?: RegExp
  /** What was kept of the data. */
  data?: string[]
  log?: RegExp
  evidence?: string[]
  /** What is warned of, where the row leaves what a sweep finds. */
  leaves?: RegExp
}

const everything = ['events.json', 'pod.json']
const begin = 'echo begun > /must-gather/begun; echo begun; '

/** The namespace of the gather, for its script. */
const me = 'me=$(cat /var/run/secrets/kubernetes.io/serviceaccount/namespace)'

const all = { apiGroups: ['*'], resources: ['*'], verbs: ['*'] }

export const rows: Record<string, Row> = {
  'an image that does not exist': {
    options: { image: 'localhost:1/nobody/has-this:1', timeouts: { startMs: 20_000 } },
    error: { code: 'gather.registry-unreachable', exitCode: 3, says: /localhost:1\/nobody\/has-this:1/ },
    evidence: everything,
  },
  'an image that the node may not pull': {
    options: { image: 'nobody/has-this:1', imagePullPolicy: 'Never' },
    exitCode: 1,
    record: { outcome: 'no-image', copied: 'nothing' },
    says: /ErrImageNeverPull/,
    evidence: everything,
  },
  'no node with such labels': {
    options: { nodeSelector: { no: 'such-node' } },
    error: { code: 'gather.not-scheduled', exitCode: 3, says: /with the labels no=such-node/ },
  },
  'no node of that name': {
    options: { nodeName: 'no-such-node' },
    error: { code: 'gather.not-scheduled', exitCode: 3, says: /named no-such-node/ },
  },
  'no node with room': {
    options: { resources: { cpu: '9999' }, timeouts: { startMs: 8000 } },
    error: {
      code: 'gather.not-scheduled',
      exitCode: 3,
      says: /Unschedulable.*Insufficient cpu[^]*event FailedScheduling/,
    },
    evidence: everything,
  },
  'a quota that refuses the pod': {
    prepare: (scene) => namespaceWith(scene, [quota({ pods: '0' })]),
    error: { code: 'gather.pod-refused', exitCode: 3, says: /exceeded quota/ },
  },
  'PodSecurity that refuses the pod': {
    prepare: (scene) => namespaceWith(scene, [], { 'pod-security.kubernetes.io/enforce': 'restricted' }),
    error: { code: 'gather.pod-refused', exitCode: 3, says: /violates PodSecurity/ },
  },
  'PodSecurity that refuses the pod in a namespace of its own': {
    prepare: podSecurityByDefault,
    script: begin,
    exitCode: 0,
    record: { outcome: 'completed', exitCode: 0, copied: 'whole' },
    data: ['begun'],
  },
  'a gather that exits 3': {
    script: `${begin}exit 3`,
    exitCode: 1,
    record: { outcome: 'completed', exitCode: 3, copied: 'whole', files: 1 },
    data: ['begun'],
    log: /^begun$/m,
    evidence: everything,
  },
  'a gather that hangs': {
    script: `${begin}sleep 1000`,
    options: { timeouts: { gatherMs: 3000 } },
    exitCode: 1,
    record: { outcome: 'timeout', copied: 'partial', files: 1 },
    says: /did not end within 3/,
    data: ['begun'],
    log: /^begun$/m,
    evidence: everything,
  },
  'a gather that ignores SIGTERM': {
    script: `trap '' TERM; ${begin}while :; do date >> /must-gather/dates; sleep 0.2; done`,
    options: { timeouts: { gatherMs: 3000 } },
    exitCode: 1,
    record: { outcome: 'timeout', copied: 'partial', files: 2 },
    data: ['begun', 'dates'],
    evidence: everything,
  },
  'a gather that fills its volume': {
    script: `${begin}while :; do head -c 524288 /dev/zero >> /must-gather/big; sleep 0.2; done`,
    options: { volumeSizeLimit: '40Mi' },
    exitCode: 1,
    record: { outcome: 'disk-limit', copied: 'partial', files: 2 },
    says: /of the 40 MiB that its volume may hold/,
    data: ['begun', 'big'],
    evidence: everything,
  },
  'a gather that runs out of memory': {
    script: `${begin}tail /dev/zero; kill -9 $$`,
    prepare: (scene) => namespaceWith(scene, [limitRange({ memory: '64Mi' })]),
    exitCode: 1,
    record: { outcome: 'completed', exitCode: 137, reason: 'OOMKilled', copied: 'whole', files: 1 },
    data: ['begun'],
    evidence: everything,
  },
  'a gather that is evicted': {
    script: `${begin}sleep 2; ${me}; jq -n '{apiVersion: "policy/v1", kind: "Eviction", metadata: {name: env.POD_NAME}}' | kubectl create --raw "/api/v1/namespaces/$me/pods/$POD_NAME/eviction" -f -; sleep 600`,
    exitCode: 3,
    record: { outcome: 'lost', copied: 'nothing' },
    says: /evict/i,
    log: /^begun$/m,
  },
  'a pod that somebody deletes': {
    script: `${begin}sleep 2; ${me}; kubectl delete pod -n "$me" "$POD_NAME" --wait=false; sleep 600`,
    exitCode: 3,
    record: { outcome: 'lost', copied: 'nothing' },
    says: /deleted/,
    log: /^begun$/m,
  },
  'a namespace that cannot end': {
    script: `${begin}${me}; jq -n '{apiVersion: "v1", kind: "ConfigMap", metadata: {name: "stuck", finalizers: ["example.com/never"]}}' | kubectl create -n "$me" -f -`,
    options: { timeouts: { cleanUpMs: 15_000 } },
    exitCode: 3,
    record: { outcome: 'completed', exitCode: 0, copied: 'whole' },
    data: ['begun'],
    evidence: everything,
    leaves: /Namespace must-gather-\S+ is left on the cluster:[^]*example\.com\/never/,
  },
  'an image without tar': {
    prepare: async (scene) => ({ image: await imageWithoutTar(scene) }),
    script: begin,
    exitCode: 3,
    record: { outcome: 'completed', exitCode: 0, copied: 'nothing' },
    says: /the image has no tar on its PATH/,
    log: /^begun$/m,
    evidence: everything,
  },
  'credentials that expire while the gather runs': {
    script: `${begin}sleep 20`,
    async prepare(scene) {
      const user = await account(scene, [all])
      let revoked: Promise<void> | undefined
      return {
        connection: user.connection,
        onProgress: ({ logLine }) => void (logLine === 'begun' && (revoked ??= user.revoke())),
      }
    },
    exitCode: 3,
    record: { outcome: 'completed', exitCode: 0, copied: 'nothing' },
    says: /no longer accepts the credentials/,
    log: /^begun$/m,
    leaves: /Namespace must-gather-\S+ is left on the cluster: Unauthorized/,
  },
  'no right to create ClusterRoleBindings': {
    async prepare(scene) {
      const verbs = ['get', 'list', 'watch', 'create', 'delete']
      const rules = [{ apiGroups: [''], resources: ['namespaces', 'serviceaccounts', 'pods'], verbs }]
      return { connection: (await account(scene, rules)).connection }
    },
    error: {
      code: 'gather.refused',
      exitCode: 3,
      says: /clusterrolebindings.*may not create clusterrolebindings\.rbac\.authorization\.k8s\.io, create pods\/exec, get pods\/log/,
    },
  },
}
