import { gzipSync } from 'node:zlib'
import { base64, fake, join } from '../../../../src/secrets/rules/samples.js'

export const gzip = (text: string): string => gzipSync(text).toString('base64')

export const password = join('Gj7', 'Klm', '2pQx')
export const value = base64(`${password} is what it is`)
export const elided = base64('31 bytes long')

/** A Secret as YAML; `data` as it stands there. */
export const yamlSecret = (data: string, name = 'db') =>
  `apiVersion: v1\ndata:\n  password: ${data}\nkind: Secret\nmetadata:\n  name: ${name}\n  namespace: app\ntype: Opaque\n`

export const secret = (data: Record<string, string>, name = 'db') => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name, namespace: 'app' },
  data,
})

export const configMap = (data: Record<string, string>) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'c', namespace: 'app' },
  data,
})

/** Each line of the text with this much before it. */
export const indent = (text: string, spaces: number): string => text.replace(/^(?=.)/gm, ' '.repeat(spaces))

const dashes = '-'.repeat(5)
const key = join('PRIVATE', ' KEY')

/** A made-up private key in PEM. */
export const privateKey = [
  `${dashes}BEGIN ${key}${dashes}`,
  `MIIEvQIBADANBgkqhkiG9w0BAQEFAASC${fake('base64', 32, 3)}`,
  ...Array.from({ length: 24 }, (_, line) => fake('base64', 64, line + 20)),
  `${dashes}END ${key}${dashes}`,
  '',
].join('\n')

export const certificate = [
  `${dashes}BEGIN CERTIFICATE${dashes}`,
  ...Array.from({ length: 16 }, (_, line) => fake('base64', 64, line + 60)),
  `${dashes}END CERTIFICATE${dashes}`,
  '',
].join('\n')

export const pullSecret = JSON.stringify({
  auths: { 'quay.io': { auth: base64(`org+robot:${fake('upper', 40, 2)}`), email: '' } },
})
