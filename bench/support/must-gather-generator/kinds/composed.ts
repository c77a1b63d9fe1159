import { alnum, hex, lower, upper, urlSafe } from '../random.js'
import type { Random } from '../random.js'
import type { Kind } from '../types.js'
import { certificate, ecPrivateKey, pem, rsaPrivateKey } from './der.js'
import { password } from './password.js'

const encode = (text: string) => Buffer.from(text).toString('base64')
const hosts = ['quay.io', 'registry.redhat.io', 'cloud.openshift.com', 'registry.corp.internal:5000'] as const

function kubeconfig(random: Random, user: string): string {
  return [
    'apiVersion: v1',
    'clusters:',
    '- cluster:',
    `    certificate-authority-data: ${encode(pem('CERTIFICATE', certificate(random)))}`,
    '    server: https://api-int.ocp.example.internal:6443',
    '  name: ocp',
    'contexts:',
    '- context:',
    '    cluster: ocp',
    '    user: admin',
    '  name: admin',
    'current-context: admin',
    'kind: Config',
    'preferences: {}',
    'users:',
    '- name: admin',
    '  user:',
    user,
  ].join('\n')
}

const clientKey = (random: Random) =>
  random.chance(0.5)
    ? pem(`RSA ${'PRIVATE'} KEY`, rsaPrivateKey(random, 2048))
    : pem(`EC ${'PRIVATE'} KEY`, ecPrivateKey(random))

/** Secrets that come as a part of something: a registry's login, a request's header, a kubeconfig, a line of htpasswd. */
export const composed: readonly Kind[] = [
  {
    kind: 'registry-auth',
    form: 'text',
    make: (random) => {
      const auth = encode(
        `${random.pick(['org+robot', 'uhc-1XyZ', 'deployer'])}:${random.text(upper + alnum, random.between(24, 64))}`,
      )
      const entry = { auth, ...(random.chance(0.5) ? { email: 'ops@example.internal' } : {}) }
      return { name: 'config.json', value: JSON.stringify({ auths: { [random.pick(hosts)]: entry } }) }
    },
  },
  {
    kind: 'basic-header',
    form: 'header',
    make: (random) => ({
      name: 'Authorization',
      value: `Basic ${encode(`${random.pick(['admin', 'svc'])}:${password(random)}`)}`,
    }),
  },
  {
    kind: 'bearer-header',
    form: 'header',
    make: (random) => ({
      name: 'Authorization',
      value: `Bearer ${random.text(hex + urlSafe, random.between(32, 64))}7`,
    }),
  },
  {
    kind: 'kubeconfig-token',
    form: 'kubeconfig',
    make: (random) => ({
      name: 'kubeconfig',
      value: kubeconfig(random, `    token: ${random.text(alnum, 40)}9`),
    }),
  },
  {
    kind: 'kubeconfig-client-key',
    form: 'kubeconfig',
    make: (random) => {
      const certificateData = encode(pem('CERTIFICATE', certificate(random)))
      const user = [
        `    client-certificate-data: ${certificateData}`,
        `    client-key-data: ${encode(clientKey(random))}`,
      ]
      return { name: 'kubeconfig', value: kubeconfig(random, user.join('\n')) }
    },
  },
  {
    kind: 'kubeconfig-password',
    form: 'kubeconfig',
    make: (random) => ({
      name: 'kubeconfig',
      value: kubeconfig(random, `    password: ${random.text(alnum, 14)}3\n    username: admin`),
    }),
  },
  {
    kind: 'htpasswd',
    form: 'text',
    make: (random) => ({
      name: 'htpasswd',
      value: `${random.text(lower, 6)}:$2y$${random.pick(['05', '10'])}$${random.text(`${alnum}./`, 53)}`,
    }),
  },
]
