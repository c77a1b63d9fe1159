import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { fake } from '../../../src/secrets/rules/samples.js'
import { secretText } from '../../support/placeholders.js'
import { tgzOf } from '../capture/archives.js'

/** Values that a copy must not have, in no form. */
export const values = {
  password: `pw-${fake('alnum', 20, 11)}`,
  key: fake('base64', 60, 12),
  token: `glpat-${fake('url', 20, 13)}`,
  basic: fake('alnum', 24, 14),
  short: 'q7',
}
const base64 = (text: string) => Buffer.from(text).toString('base64')
const dashes = '-'.repeat(5)
export const pem = [
  `${dashes}BEGIN RSA PRIVATE KEY${dashes}`,
  ...Array.from({ length: 120 }, (_, line) =>
    line === 60 ? `${values.key}AAAA` : fake('base64', 64, line + 20),
  ),
  `${fake('base64', 22, 3)}==`,
  `${dashes}END RSA PRIVATE KEY${dashes}`,
].join('\n')
const indented = (text: string) => text.replace(/^/gm, '    ')

const secret = (name: string, more: object) => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name },
  ...more,
})
const encoded = {
  data: { password: base64(values.password), 'tls.key': base64(pem), short: base64(values.short) },
}

/** Files of a must-gather, by path, that hold the values in many ways; YAML and JSON among them parse. */
export async function gatheredFiles(): Promise<Record<string, string | Buffer>> {
  const log = `I1120 starting\nusing ${values.token} for the forge\n${pem.replace(/^/gm, '2026-11-20T10:00:00Z ')}\nend\n`
  return {
    version: 'acme/must-gather\n1.2.3\n',
    'secrets/one.yaml': `# kept\napiVersion: v1\nkind: Secret\nmetadata:\n  name: one # kept too\ndata:\n  password: ${base64(values.password)}\n  short: "${base64(values.short)}"\n  empty: ""\nstringData:\n  tls.key: |\n${indented(pem)}\n  plain: '${values.password}'\n  number: 5432\n`,
    'secrets/list.yaml': `apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: ConfigMap\n  metadata: {name: c}\n  data: {a: b}\n- apiVersion: v1\n  kind: Secret\n  metadata: {name: two}\n  data: {password: ${base64(values.password)}, short: ${base64(values.short)}}\n`,
    'secrets/folded.yaml': `kind: Secret\nmetadata:\n  name: folded\ndata:\n  tls.key: >-\n${indented((base64(pem).match(/.{1,76}/g) ?? []).join('\n'))}\n`,
    'secrets/documents.yaml': `kind: ConfigMap\nmetadata: {name: d}\n---\nkind: Secret\nmetadata: {name: e}\ndata: {password: ${base64(values.password)}}\n`,
    'secrets/minified.json': JSON.stringify({ kind: 'SecretList', items: [secret('m', encoded)] }),
    'secrets/pretty.json': `${JSON.stringify(secret('p', { ...encoded, stringData: { key: pem } }), null, 4)}\n`,
    'configmaps/holds-secret.yaml': `kind: ConfigMap\nmetadata: {name: h}\ndata:\n  secret.yaml: |\n    kind: Secret\n    metadata: {name: in}\n    data:\n      password: ${base64(values.password)}\n  secret.json: '${JSON.stringify(secret('j', encoded))}'\n`,
    'configmaps/last-applied.yaml': `kind: Secret\nmetadata:\n  name: l\n  annotations:\n    kubectl.kubernetes.io/last-applied-configuration: |\n      ${JSON.stringify(secret('l', encoded))}\ndata: {password: ${base64(values.password)}}\n`,
    'configmaps/escaped.json': JSON.stringify({
      kind: 'ConfigMap',
      data: {
        inner: JSON.stringify({
          text: `password: "${values.password}"\nurl: https://me:${values.password}@acme.example.org/`,
        }),
      },
    }),
    'configmaps/packed.yaml': `kind: ConfigMap\ndata:\n  release: ${gzipSync(`a long text\ntoken: ${values.token}\n`).toString('base64')}\n`,
    'machineconfig.yaml': `kind: MachineConfig\nspec:\n  config:\n    storage:\n      files:\n      - contents:\n          source: data:,${encodeURIComponent(`{"auths":{"quay.io":{"auth":"${base64(`me:${values.basic}`)}"}}}`)}\n`,
    'pods/a/current.log': log,
    'pods/a/previous.log.gz': gzipSync(log),
    'pods/a/utf16.log': Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(log, 'utf16le')]),
    'nested.tar.gz': await tgzOf([
      { name: 'in/', type: 'directory', mode: 0o750 },
      { name: 'in/script.sh', mode: 0o755, body: `curl -u me:${values.basic} https://acme\n` },
      { name: 'in/link', type: 'symlink', linkname: 'script.sh' },
      { name: 'in/again', type: 'link', linkname: 'in/script.sh' },
      { name: 'in/deeper.tgz', body: await tgzOf([{ name: 'x.log', body: log }]) },
      { name: '../outside', body: log },
    ]),
    'clean.tar.gz': await tgzOf([{ name: 'a.txt', body: 'nothing to see\n' }]),
    // Nothing there tells that these are secrets.
    'events.txt': `said ${values.password} and ${base64(values.password)} to ${values.basic}\n`,
    'packed.zip': Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.from(secretText('gitlab-personal'))]),
  }
}

/** Writes the files and what else lies in a must-gather into a folder. */
export async function gatherInto(folder: string): Promise<string> {
  for (const [path, content] of Object.entries(await gatheredFiles())) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content, { mode: path.endsWith('.log') ? 0o600 : 0o644 })
  }
  symlinkSync('a/current.log', join(folder, 'pods/latest'))
  symlinkSync('/etc/passwd', join(folder, 'pods/hostile'))
  return folder
}
