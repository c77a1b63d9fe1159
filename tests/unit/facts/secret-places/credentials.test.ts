import { expect, it } from 'vitest'
import { base64, fake, join } from '../../../../src/secrets/rules/samples.js'
import { brief, secretsIn } from '../../../support/secrets-in.js'
import { certificate, configMap, elided, gzip, indent, password, privateKey, pullSecret } from './samples.js'

const token = fake('alnum', 40, 7)
const json = (value: unknown) => JSON.stringify(value)
const kubeconfig = (user: string) =>
  `apiVersion: v1\nkind: Config\nclusters:\n- cluster:\n    certificate-authority-data: ${base64(certificate)}\n    server: https://api:6443\n  name: c\nusers:\n- name: admin\n  user:\n${indent(user, 4)}`
const ignition = (source: string, more = {}) =>
  json({
    ignition: { version: '3.2.0' },
    storage: { files: [{ path: '/x', contents: { source, ...more } }] },
  })
const machineConfig = (source: string, more = '') =>
  `kind: MachineConfig\nspec:\n  config:\n    storage:\n      files:\n      - contents:\n${more}          source: ${source}\n        path: /var/lib/kubelet/config.json\n`

it.each<[string, string, string[]]>([
  ['a proxy', `spec:\n  httpProxy: http://jdoe:${password}@proxy:3128\n`, ['url-credentials:2']],
  ['a proxy in an environment', `https_proxy=http://jdoe:${password}@proxy:3128\n`, ['url-credentials:1']],
  ['a remote of git', `url = https://me:${password}@git.corp/x.git\n`, ['url-credentials:1']],
  ['a queue', `amqp://app:${password}@mq:5672/%2f\n`, ['database-url:1']],
  ['a store', `uri: mongodb+srv://app:${password}@c.db/x?retryWrites=true\n`, ['database-url:1']],
  [
    'the key of a Route',
    `kind: Route\nspec:\n  tls:\n    certificate: |\n${indent(certificate, 6)}    key: |\n${indent(privateKey, 6)}    termination: edge\n`,
    ['private-key-pem:24'],
  ],
  [
    'the key of a Route in JSON',
    json({ kind: 'Route', spec: { tls: { key: privateKey, termination: 'edge' } } }),
    ['private-key-pem:1 (escape)'],
  ],
  ['a pull secret', pullSecret, ['registry-auth:1']],
  ['a pull secret in base64', `.dockerconfigjson: ${base64(pullSecret)}\n`, ['registry-auth:1 (base64)']],
  [
    'a pull secret in a ConfigMap',
    json(configMap({ 'config.json': pullSecret })),
    ['registry-auth:1 (escape)'],
  ],
  [
    'a .dockercfg',
    json({ 'registry.corp': { username: 'me', password, auth: base64(`me:${password}`) } }),
    ['password-assignment:1', 'registry-auth:1'],
  ],
  [
    'a .dockercfg in base64 of which one field tells',
    `.dockercfg: ${base64(json({ 'registry.corp': { username: 'me', password, email: 'me@corp' } }))}\n`,
    ['password-assignment:1 (base64)'],
  ],
  ['a kubeconfig with a token', kubeconfig(`token: ${token}\n`), ['secret-assignment:11']],
  [
    'a kubeconfig with a password',
    kubeconfig(`username: me\npassword: ${password}\n`),
    ['password-assignment:12'],
  ],
  [
    'a kubeconfig with a key',
    kubeconfig(`client-certificate-data: ${base64(certificate)}\nclient-key-data: ${base64(privateKey)}\n`),
    ['private-key-pem:12 (base64)'],
  ],
  [
    'a kubeconfig in a ConfigMap',
    `kind: ConfigMap\ndata:\n  kubeconfig: |\n${indent(kubeconfig(`token: ${token}\n`), 4)}`,
    ['secret-assignment:14'],
  ],
  [
    'a kubeconfig in JSON',
    json({ kind: 'Config', users: [{ name: 'a', user: { token } }] }),
    ['secret-assignment:1'],
  ],
  [
    'a kubeconfig in base64',
    `data: ${base64(kubeconfig(`client-key-data: ${base64(privateKey)}\n`))}\n`,
    ['private-key-pem:1 (base64 base64)'],
  ],
  [
    'ignition, percent-encoded',
    machineConfig(`data:,${encodeURIComponent(pullSecret)}`),
    ['registry-auth:7 (percent)'],
  ],
  [
    'ignition in base64',
    machineConfig(`data:text/plain;charset=utf-8;base64,${base64(`${pullSecret}\n`)}`),
    ['registry-auth:7 (base64)'],
  ],
  [
    'ignition packed',
    machineConfig(`data:;base64,${gzip(pullSecret)}`, '          compression: gzip\n'),
    ['registry-auth:8 (base64 gzip)'],
  ],
  [
    'a file of ignition',
    ignition(`data:;base64,${gzip(privateKey)}`, { compression: 'gzip' }),
    ['private-key-pem:1 (base64 gzip)'],
  ],
  [
    'ignition that holds a unit with a kubeconfig, percent-encoded in base64',
    ignition(`data:;base64,${base64(`X=data:,${encodeURIComponent(`password: ${password}`)}\n`)}`),
    ['password-assignment:1 (base64 percent)'],
  ],
  [
    'user data of a machine, in base64',
    `userData: ${base64(ignition(`data:,${encodeURIComponent(pullSecret)}`))}\n`,
    ['registry-auth:1 (base64 percent)'],
  ],
  [
    'a cloud configuration',
    json(configMap({ 'cloud.conf': `[Global]\nusername = "me"\npassword = "${password}"\n` })),
    ['password-assignment:1 (escape)'],
  ],
  [
    'a parameter of a Template',
    `kind: Template\nparameters:\n- description: of the database\n  displayName: Password\n  name: DATABASE_PASSWORD\n  required: true\n  value: ${password}\n`,
    ['password-assignment:5'],
  ],
])('finds the credential in %s', async (_, text, expected) => {
  expect((await secretsIn({ 'a.yaml': text })).map(brief)).toEqual(expected)
})

it.each<[string, string]>([
  ['a proxy without a password', 'spec:\n  httpProxy: http://proxy:3128\n  noProxy: .svc,10.0.0.0/16\n'],
  [
    'a proxy whose password was taken out',
    'httpProxy: http://jdoe:xxxxx@proxy:3128\nhttpsProxy: http://<redacted>:<redacted>@proxy:3128\n',
  ],
  [
    'a Route without a key',
    `kind: Route\nspec:\n  tls:\n    certificate: |\n${indent(certificate, 6)}    key: ""\n`,
  ],
  ['a Route whose key was taken out', 'kind: Route\nspec:\n  tls:\n    key: <redacted>\n'],
  ['a pull secret that is elided', `.dockerconfigjson: ${elided}\n`],
  [
    'a kubeconfig that names files',
    kubeconfig('tokenFile: /var/run/secrets/token\nclient-key: /etc/pki/key.pem\n'),
  ],
  ['a kubeconfig with certificates', kubeconfig(`client-certificate-data: ${base64(certificate)}\n`)],
  ['a kubeconfig that was redacted', kubeconfig('token: REDACTED\nclient-key-data: DATA+OMITTED\n')],
  ['ignition of a plain file', machineConfig(`data:,${encodeURIComponent('[main]\nplugins=keyfile\n')}`)],
  ['ignition of a certificate', machineConfig(`data:;base64,${base64(certificate)}`)],
  [
    'a Template that makes its password up',
    'parameters:\n- from: "[a-zA-Z0-9]{16}"\n  generate: expression\n  name: DATABASE_PASSWORD\n  required: true\n',
  ],
])('finds none in %s', async (_, text) => {
  expect((await secretsIn({ 'a.yaml': text })).map(brief)).toEqual([])
})

it('finds the same in a file of UTF-16', async () => {
  const text = `first: line\npassword: ${join(password)}\nkind: Secret\ndata:\n  a: ${base64('value')}\n`
  const little = Buffer.from(`\ufeff${text}`, 'utf16le')
  for (const bytes of [little, Buffer.from(little).swap16()]) {
    const found = await secretsIn({ 'a.yaml': bytes })
    expect(found.map(brief)).toEqual(['password-assignment:2 (utf-16)', 'Secret a:5 (utf-16)'])
  }
})
