import { symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { CaptureRecord } from '../../src/model/capture-record.js'
import type { ImageProbe } from '../../src/model/image-probe.js'
import { olmMutants } from './olm-mutants.js'
import type { CaptureEdits } from './support/edits.js'
import { privateKeyPem, randomValue, sampleOf, secretYaml } from './support/samples.js'

export interface CaptureRow {
  name: string
  change: (capture: CaptureEdits) => Promise<void>
  /** Exactly these checks fail. */
  fails: string[]
}

const nodes = 'cluster-scoped-resources/core/nodes.yaml'
const version = 'cluster-scoped-resources/version.json'
const cut = (text: string) => text.slice(0, Math.floor(text.length / 2))
const record = (change: (record: CaptureRecord) => void) => (capture: CaptureEdits) =>
  capture.json('capture.json', change)
const probe = (change: (image: ImageProbe) => void) => (capture: CaptureEdits) =>
  capture.json('image.json', change)

/** What may be wrong with a capture, one thing at a time. */
export const captureMutants: CaptureRow[] = [
  ...olmMutants,
  { name: 'no version file', change: (c) => c.remove('version'), fails: ['MG-VER-001'] },
  {
    name: 'version of one line',
    change: (c) => c.write('version', 'nfs-provisioner-operator/must-gather\n'),
    fails: ['MG-VER-002'],
  },
  {
    name: 'version of three lines',
    change: (c) => c.write('version', 'nfs-provisioner-operator/must-gather\n0.0.9.0\nquay.io/x@sha256:1\n'),
    fails: ['MG-VER-002'],
  },
  {
    name: 'no version on the second line',
    change: (c) => c.write('version', 'nfs-provisioner-operator/must-gather\nlatest\n'),
    fails: ['MG-VER-003'],
  },
  {
    name: 'version without qualifier',
    change: (c) => c.write('version', 'nfs-provisioner-operator/must-gather\n0.0.9\n'),
    fails: ['MG-VER-003'],
  },
  {
    name: 'version of another operator',
    change: (c) => c.write('version', 'nfs-provisioner-operator/must-gather\n0.0.8.0\n'),
    fails: ['MG-VER-004'],
  },
  {
    name: 'other product',
    change: (c) => c.write('version', 'acme/must-gather\n0.0.9.0\n'),
    fails: ['MG-VER-005'],
  },
  {
    name: 'file gone that a command claims',
    change: (c) => c.remove(nodes),
    fails: ['MG-FIL-001', 'MG-LOG-004'],
  },
  { name: 'expected file empty', change: (c) => c.write(nodes, ''), fails: ['MG-FIL-002'] },
  {
    name: 'expected file with nothing but newlines',
    change: (c) => c.write(nodes, '\n\n'),
    fails: ['MG-FIL-002'],
  },
  {
    name: 'other kind of object',
    change: (c) => c.write(nodes, 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n'),
    fails: ['MG-FIL-002'],
  },
  {
    name: 'empty file that nobody expects',
    change: (c) => c.claimed('extra/services.yaml', ''),
    fails: ['MG-FIL-003'],
  },
  {
    name: 'forbidden file',
    change: (c) =>
      c.claimed('namespaces/x/core/secrets.yaml', 'apiVersion: v1\nkind: SecretList\nitems: []\n'),
    fails: ['MG-FIL-004'],
  },
  {
    name: 'text where YAML should be',
    change: (c) => c.write(nodes, 'Name:\tnode\n\tRoles: x: y\n'),
    fails: ['MG-FIL-005'],
  },
  { name: 'cut JSON', change: (c) => c.edit(version, cut), fails: ['MG-FIL-008'] },
  {
    name: 'cut YAML',
    change: (c) => c.edit(nodes, (text) => `${text.trimEnd()}\n  conditions: [{type: Ready, sta`),
    fails: ['MG-FIL-008'],
  },
  {
    name: 'error text for data, exit code 0',
    change: (c) =>
      c.write(
        nodes,
        'Error from server (Forbidden): nodes is forbidden: User "x" cannot list resource "nodes"\n',
      ),
    fails: ['MG-FIL-007'],
  },
  {
    name: 'error text at the end of data',
    change: (c) =>
      c.edit(
        'cluster-scoped-resources/core/namespaces.txt',
        (text) => `${text}Unable to connect to the server: EOF\n`,
      ),
    fails: ['MG-FIL-007'],
  },
  {
    name: 'hostile link',
    change: (c) => symlink('../../../../../etc/passwd', join(c.gather, 'passwd')),
    fails: ['MG-FIL-006'],
  },
  {
    name: 'member that was not written, as its name is hostile',
    change: record(({ gathers }) => gathers[0]?.hostile.push({ path: '../x', reason: 'climbs' })),
    fails: ['MG-FIL-006'],
  },
  {
    name: 'cut gzip',
    change: (c) =>
      c.claimed('audit/old.log.gz', gzipSync(Buffer.alloc(200_000, 'line of a log\n')).subarray(0, 150)),
    fails: ['MG-FIL-008'],
  },
  { name: 'no command log', change: (c) => c.remove('gather-debug.log'), fails: ['MG-LOG-001'] },
  { name: 'empty command log', change: (c) => c.write('gather-debug.log', ''), fails: ['MG-LOG-001'] },
  {
    name: 'command log in free text',
    change: (c) =>
      c.write(
        'gather-debug.log',
        'collecting dump of nodes\ncollecting dump of oc get command pods\ndeleting empty files\n',
      ),
    fails: ['MG-LOG-002'],
  },
  {
    name: 'command without rc',
    change: (c) => c.log('ts=2026-11-21T10:00:00.000Z cmd="oc get pods" duration=1.0s\n'),
    fails: ['MG-LOG-002'],
  },
  {
    name: 'command log cut off in mid-line',
    change: (c) => c.log('ts=2026-11-21T10:00:00.000Z cmd="oc get po'),
    fails: ['MG-LOG-002'],
  },
  {
    name: 'two lines run into one',
    change: (c) =>
      c.log('ts=2026-11-21T10:00:00.000Z cmd="oc gets=2026-11-21T10:00:00.000Z cmd="oc get x" rc=0\n'),
    fails: ['MG-LOG-002'],
  },
  {
    name: 'failed command that status.json does not know',
    change: (c) => c.log('ts=2026-11-21T10:00:00.000Z cmd="oc get pods" rc=1 duration=1.0s\n'),
    fails: ['MG-LOG-003', 'MG-LOG-005'],
  },
  {
    name: 'output that no command claims',
    change: (c) => c.write('extra.txt', 'x\n'),
    fails: ['MG-LOG-004'],
  },
  {
    name: 'claimed output that is missing',
    change: (c) => c.log('ts=2026-11-21T10:00:00.000Z cmd="oc get x" rc=0 out=not/there.yaml\n'),
    fails: ['MG-LOG-004'],
  },
  {
    name: 'status.json that is none',
    change: (c) => c.write('status.json', '{"collectors": {}}\n'),
    fails: ['MG-LOG-005'],
  },
  {
    name: 'interrupted status.json',
    change: (c) =>
      c.edit('status.json', (text) => JSON.stringify({ ...(JSON.parse(text) as object), interrupted: true })),
    fails: ['MG-RUN-002'],
  },
  {
    name: 'Secret data',
    change: (c) => c.claimed('extra/s.yaml', secretYaml('s', randomValue())),
    fails: ['MG-SEC-001'],
  },
  {
    name: 'Secret data in a List',
    change: (c) =>
      c.claimed(
        'extra/all.yaml',
        `apiVersion: v1\nkind: List\nitems:\n- ${secretYaml('s', randomValue(), '  ').trimStart()}`,
      ),
    fails: ['MG-SEC-001'],
  },
  {
    name: 'Secret data in a later document',
    change: (c) => c.claimed('extra/all.yaml', `kind: ConfigMap\n---\n${secretYaml('s', randomValue())}`),
    fails: ['MG-SEC-001'],
  },
  {
    name: 'Secret data in last-applied',
    change: (c) => c.claimed('extra/s.yaml', lastApplied(randomValue())),
    fails: ['MG-SEC-001'],
  },
  {
    name: 'Secret data in a gzipped file',
    change: (c) => c.claimed('extra/s.yaml.gz', gzipSync(secretYaml('s', randomValue()))),
    fails: ['MG-SEC-001'],
  },
  {
    name: 'private key in a ConfigMap',
    change: (c) =>
      c.claimed(
        'extra/cm.yaml',
        `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  key: |\n${privateKeyPem().replace(/^/gm, '    ')}\n`,
      ),
    fails: ['MG-SEC-004'],
  },
  {
    name: 'token in the log of a pod',
    change: (c) =>
      c.claimed(
        'namespaces/x/pods/p/c/c/logs/current.log',
        `2026-11-21T10:00:00Z using ${sampleOf('gitlab-personal')} now\n`,
      ),
    fails: ['MG-SEC-003'],
  },
  {
    name: 'gzip that cannot be unpacked',
    change: (c) => c.claimed('audit/broken.yaml.gz', corrupted(gzipSync(Buffer.from(secretYaml('s', 'x'))))),
    fails: ['MG-SEC-005'],
  },
  {
    name: 'no gather in the image',
    change: probe(({ command }) => Object.assign(command, { exists: false, executable: false })),
    fails: ['MG-IMG-001'],
  },
  {
    name: 'no tar in the image',
    change: probe(({ tools }) => Object.assign(tools, { tar: false })),
    fails: ['MG-IMG-002'],
  },
  { name: 'other digest than configured', change: record(otherDigest), fails: ['MG-IMG-003'] },
  {
    name: 'leftovers',
    change: record((r) =>
      r.leftovers?.push({ apiVersion: 'v1', kind: 'Pod', namespace: 'default', name: 'debug' }),
    ),
    fails: ['MG-RUN-006'],
  },
]

function lastApplied(value: string): string {
  const applied = JSON.stringify({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 's' },
    data: { password: Buffer.from(value).toString('base64') },
  })
  return `apiVersion: v1\nkind: Secret\nmetadata:\n  name: s\n  annotations:\n    kubectl.kubernetes.io/last-applied-configuration: '${applied}'\n`
}

function corrupted(bytes: Buffer): Buffer {
  bytes.fill(0xff, 12, 24)
  return bytes
}

function otherDigest({ images, gathers }: CaptureRecord): void {
  for (const image of images) {
    if (image.role === 'mustGather')
      Object.assign(image, { source: 'pulled', ref: `quay.io/x@sha256:${'a'.repeat(64)}` })
  }
  for (const gather of gathers) gather.imageID = `quay.io/x@sha256:${'b'.repeat(64)}`
}
