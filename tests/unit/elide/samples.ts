import type { KubeObject } from '../../../src/model/kubernetes.js'

export const base64 = (text: string) => Buffer.from(text).toString('base64')

export const certificate = `-----BEGIN CERTIFICATE-----\n${'MIIDMjCCAhqgAwIBAgIIabc'.padEnd(64, 'Q')}\n-----END CERTIFICATE-----\n`

export function secret(data: Record<string, string>): KubeObject {
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's', namespace: 'n' }, type: 'Opaque', data }
}
