import { gzipSync } from 'node:zlib'
import { fake } from '../../../src/secrets/rules/samples.js'
import { secretText } from '../../support/placeholders.js'

const value = Buffer.from('a value that nobody should see').toString('base64')
const secret = (name: string, more: object) => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name },
  ...more,
})
const pem = secretText('private-key-pem')
const indent = (text: string) => text.replace(/^/gm, '    ')
const configMap = (data: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\ndata:\n${data}\n`

/** Where each secret is put, below the image's folder, and as what. */
export const planted: readonly [about: string, path: string, content: string | Buffer][] = [
  ['Secret data', 'namespaces/a/core/secrets/x.yaml', JSON.stringify(secret('x', { data: { a: value } }))],
  [
    'Secret, plain',
    'namespaces/a/core/secrets/y.yaml',
    'kind: Secret\nmetadata: {name: y}\nstringData: {a: nobody should}\n',
  ],
  [
    'Secret in a list',
    'namespaces/a/core/secrets.json',
    JSON.stringify({ kind: 'List', items: [secret('z', { data: { b: value } })] }, null, 2),
  ],
  [
    'Secret in a typed list',
    'namespaces/b/core/secrets.yaml',
    `kind: SecretList\nitems:\n- metadata: {name: w}\n  data:\n    c: ${value}\n`,
  ],
  [
    'last-applied',
    'namespaces/a/core/secrets/v.yaml',
    `kind: Secret\nmetadata:\n  name: v\n  annotations:\n    kubectl.kubernetes.io/last-applied-configuration: '${JSON.stringify(secret('v', { data: { d: value } }))}'\n`,
  ],
  [
    'Secret in a ConfigMap',
    'namespaces/a/core/configmaps.yaml',
    configMap(`  s.yaml: |\n${indent(JSON.stringify(secret('u', { data: { e: value } })))}`),
  ],
  ['AWS key', 'namespaces/b/core/configmaps.yaml', configMap(`  a: "${secretText('aws-access-key-id')}"`)],
  [
    'GitHub token',
    'namespaces/openshift-dns/pods/x/x.yaml',
    `kind: Pod\nspec:\n  args: ["${secretText('github-personal')}"]\n`,
  ],
  [
    'JWT in a log',
    'namespaces/a/pods/x/x/x/logs/current.log',
    `I1120 10:00:00.1 1 x.go:1] ${secretText('jwt')}\n`,
  ],
  [
    'token in a log',
    'namespaces/b/pods/x/x/x/logs/current.log',
    `starting\n${secretText('openshift-token')}\n`,
  ],
  ['PEM key', 'namespaces/c/core/configmaps.yaml', configMap(`  tls.key: |\n${indent(pem)}`)],
  [
    'PEM key in base64',
    'namespaces/d/core/configmaps.yaml',
    configMap(`  tls.key: ${Buffer.from(pem).toString('base64')}`),
  ],
  [
    'password in a URL',
    'namespaces/a/apps/deployments.yaml',
    `kind: Deployment\nspec:\n  url: ${secretText('database-url')}\n`,
  ],
  [
    'dockerconfigjson',
    'namespaces/e/core/configmaps.yaml',
    configMap(`  .dockerconfigjson: '${secretText('registry-auth')}'`),
  ],
  ['Slack', 'namespaces/f/core/configmaps.yaml', configMap(`  slack: ${secretText('slack-token')}`)],
  [
    'npm',
    'namespaces/g/core/configmaps.yaml',
    configMap(`  .npmrc: //registry/:_authToken=${secretText('npm').split(' ').at(-1)}`),
  ],
  [
    'token of a kubeconfig',
    'host_service_logs/kubeconfig',
    `kind: Config\nusers:\n- name: admin\n  user:\n    token: ${fake('alnum', 32, 5)}\n`,
  ],
  [
    'value of the environment',
    'namespaces/b/pods/x/x.yaml',
    `kind: Pod\nspec:\n  env:\n  - name: DB_PASSWORD\n    value: ${fake('alnum', 16, 3)}\n`,
  ],
  ['in a packed log', 'host_service_logs/kubelet.log.gz', gzipSync(`a\n${secretText('gitlab-personal')}\n`)],
  ['in a file packed twice', 'all.txt.gz', gzipSync(gzipSync(`${secretText('stripe-live')}\n`))],
  [
    'of a request',
    'audit_logs/audit.log',
    `{"headers": "${secretText('bearer-header').replaceAll('"', "'")}"}\n`,
  ],
  [
    'percent-encoded',
    'cluster-scoped-resources/x.yaml',
    `source: data:,${encodeURIComponent(secretText('registry-auth'))}\n`,
  ],
]
