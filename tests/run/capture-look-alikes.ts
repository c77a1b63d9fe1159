import { symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { CaptureRow } from './capture-mutants.js'
import { publicKeyPem } from './support/samples.js'

type LookAlike = Omit<CaptureRow, 'fails'>

const log = 'namespaces/x/pods/p/c/c/logs'
const elided = Buffer.from('12 bytes long').toString('base64')
const configMap = (data: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n${data}`

/** What looks like one of the mutants, and is as it should be. */
export const captureLookAlikes: LookAlike[] = [
  {
    name: 'version with CRLF',
    change: (c) => c.write('version', 'nfs-provisioner-operator/must-gather\r\n0.0.9.0\r\n'),
  },
  {
    name: 'version without final newline',
    change: (c) => c.write('version', 'nfs-provisioner-operator/must-gather\n0.0.9.0'),
  },
  {
    name: 'version with a long qualifier',
    change: (c) => c.write('version', 'nfs-provisioner-operator/must-gather\n0.0.9.20261121-1.el9_b45ea65\n'),
  },
  { name: 'empty previous.log', change: (c) => c.claimed(`${log}/previous.log`, '') },
  { name: 'empty current.log', change: (c) => c.claimed(`${log}/current.log`, '') },
  {
    name: 'error text in the log of a pod',
    change: (c) =>
      c.claimed(
        `${log}/current.log`,
        'Error from server (NotFound): pods "x" not found\nerror: unable to upgrade\n',
      ),
  },
  {
    name: 'error text in a field',
    change: (c) =>
      c.claimed(
        'extra/cm.yaml',
        configMap(
          '  out: |\n    Error from server (NotFound): x\n    Unable to connect to the server: EOF\n',
        ),
      ),
  },
  {
    name: 'error text quoted in an event',
    change: (c) =>
      c.claimed(
        'extra/events.yaml',
        'apiVersion: v1\nkind: Event\nmetadata: {name: a}\nmessage: "Error from server (NotFound): x"\n',
      ),
  },
  {
    name: 'top-level key named error',
    change: (c) => c.claimed('extra/state.yaml', 'error: ""\nphase: Ready\n'),
  },
  {
    name: 'lines of the command log in another order',
    change: (c) =>
      c.edit('gather-debug.log', (text) => `${text.trimEnd().split('\n').reverse().join('\n')}\n`),
  },
  { name: 'remark in the command log', change: (c) => c.log('gathering of topic storage begins\n\n') },
  {
    name: 'last line of the command log whole, without newline',
    change: (c) => c.log('ts=2026-11-21T10:00:00.000Z cmd="oc get x" rc=0 duration=0.1s'),
  },
  {
    name: 'quotes and backslashes in a command',
    change: (c) =>
      c.log('ts=2026-11-21T10:00:00.000Z cmd="oc get x -o jsonpath={.a[?(@.b==\\"c\\\\n\\")]}" rc=0\n'),
  },
  {
    name: 'command log with CRLF',
    change: (c) => c.edit('gather-debug.log', (text) => text.replaceAll('\n', '\r\n')),
  },
  {
    name: 'claimed folder',
    change: async (c) => {
      await c.claimed('inspect/a.yaml', 'kind: A\n', 'inspect/')
      await c.write('inspect/deep/b.yaml', 'kind: B\n')
    },
  },
  { name: 'claimed with ./ before it', change: (c) => c.claimed('extra/a.txt', 'x\n', './extra/a.txt') },
  { name: 'name with spaces and colons', change: (c) => c.claimed('extra/a file: one.txt', 'x\n') },
  {
    name: 'link inside the folder',
    change: (c) => symlink('cluster-scoped-resources', join(c.gather, 'cluster')),
  },
  {
    name: 'elided Secret',
    change: (c) =>
      c.claimed(
        'extra/s.yaml',
        `apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ndata:\n  password: ${elided}\n`,
      ),
  },
  {
    name: 'elided Secrets in a List',
    change: (c) =>
      c.claimed(
        'extra/s.json',
        JSON.stringify({
          kind: 'List',
          apiVersion: 'v1',
          items: [{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, data: { a: elided, b: '' } }],
        }),
      ),
  },
  {
    name: 'redacted Secret',
    change: (c) =>
      c.claimed(
        'extra/s.yaml',
        'apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData:\n  password: <redacted>\n',
      ),
  },
  {
    name: 'Secret without data',
    change: (c) =>
      c.claimed('extra/s.yaml', 'apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ntype: Opaque\n'),
  },
  {
    name: 'oc describe secret',
    change: (c) =>
      c.claimed(
        'extra/s.txt',
        'Name:         s\nType:  Opaque\n\nData\n====\npassword:  12 bytes\ntoken:     900 bytes\n',
      ),
  },
  {
    name: 'names of Secrets',
    change: (c) =>
      c.claimed(
        'extra/pod.yaml',
        'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n  - name: c\n    env:\n    - name: DB_PASSWORD\n      valueFrom: {secretKeyRef: {name: db-credentials-3f9a2c, key: password}}\n',
      ),
  },
  {
    name: 'public key',
    change: (c) =>
      c.claimed('extra/cm.yaml', configMap(`  key: |\n${publicKeyPem().replace(/^/gm, '    ')}\n`)),
  },
  {
    name: 'words about private keys',
    change: (c) =>
      c.claimed(
        'extra/a.txt',
        'The file begins with -----BEGIN PRIVATE KEY----- and ends with -----END PRIVATE KEY-----.\n',
      ),
  },
  {
    name: 'placeholders of passwords',
    change: (c) =>
      c.claimed(
        'extra/cm.yaml',
        configMap('  a: password=<password>\n  b: "token: ${TOKEN}"\n  c: password=changeme\n'),
      ),
  },
  {
    name: 'digests and uids',
    change: (c) =>
      c.claimed(
        'extra/cm.yaml',
        configMap(
          `  image: quay.io/x@sha256:${'0123456789abcdef'.repeat(4)}\n  uid: 6b1f1e0e-58d5-4d0f-9b63-3c1b7c1c1c1c\n  hash: ${'9f86d081884c7d65'.repeat(2)}\n`,
        ),
      ),
  },
  {
    name: 'key of the documentation',
    change: (c) =>
      c.claimed('extra/a.txt', `aws_access_key_id = ${['AKIA', 'IOSFODNN7', 'EXAMPLE'].join('')}\n`),
  },
  { name: 'documents without kind', change: (c) => c.claimed('extra/values.yaml', 'a: 1\n---\nb: 2\n---\n') },
  {
    name: 'YAML without final newline',
    change: (c) => c.edit('cluster-scoped-resources/core/nodes.yaml', (text) => text.trimEnd()),
  },
  {
    name: 'typed list',
    change: (c) =>
      c.edit(
        'cluster-scoped-resources/core/nodes.yaml',
        () => 'apiVersion: v1\nkind: NodeList\nitems:\n- metadata: {name: a}\n- metadata: {name: b}\n',
      ),
  },
  {
    name: 'several documents',
    change: (c) =>
      c.edit(
        'cluster-scoped-resources/core/nodes.yaml',
        () =>
          '---\napiVersion: v1\nkind: Node\nmetadata: {name: a}\n---\napiVersion: v1\nkind: Node\nmetadata: {name: b}\n',
      ),
  },
  {
    name: 'whole gzip',
    change: (c) => c.claimed('audit/old.log.gz', gzipSync(Buffer.alloc(200_000, 'line of a log\n'))),
  },
  {
    name: 'file with the word secret in its name',
    change: (c) => c.claimed('extra/secret-names.txt', 'db-credentials\n'),
  },
  {
    name: 'version with trailing empty line',
    change: (c) => c.write('version', 'nfs-provisioner-operator/must-gather\n0.0.9.0\n\n'),
  },
  { name: 'empty log of a rotated container', change: (c) => c.claimed(`${log}/rotated/0.log.20261121`, '') },
  {
    name: 'JSON in one line',
    change: (c) =>
      c.claimed('extra/a.json', '{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"a"}}'),
  },
  {
    name: 'a command that failed in words only',
    change: (c) =>
      c.log(
        'ts=2026-11-21T10:00:00.000Z cmd="oc get x" rc=0 duration=0.1s err="Warning: v1 Endpoints is deprecated"\n',
      ),
  },
  {
    name: 'fields of the command log in another order',
    change: (c) => c.log('rc=0 cmd="oc get x" duration=0.1s ts=2026-11-21T10:00:00.000Z\n'),
  },
  {
    name: 'certificate in a Secret',
    change: (c) =>
      c.claimed(
        'extra/s.yaml',
        `apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ndata:\n  password: ${elided}\n  ca.crt: ""\n`,
      ),
  },
  {
    name: 'custom resource of kind SecretStore',
    change: (c) =>
      c.claimed(
        'extra/store.yaml',
        'apiVersion: external-secrets.io/v1\nkind: SecretStore\nmetadata: {name: a}\nspec: {provider: {fake: {data: [{key: a, version: b}]}}}\n',
      ),
  },
  {
    name: 'link to a file beside it',
    change: (c) => symlink('nodes.yaml', join(c.gather, 'cluster-scoped-resources/core/all-nodes.yaml')),
  },
  { name: 'deep folder', change: (c) => c.claimed(`${'d/'.repeat(40)}x.txt`, 'x\n') },
  {
    name: 'text with NUL bytes',
    change: (c) => c.claimed('extra/core.bin', Buffer.from([0, 1, 2, 3, 255, 254])),
  },
]
