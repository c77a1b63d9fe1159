import { writeFile } from 'node:fs/promises'

export interface KubeconfigInput {
  path: string
  url: string
  caCert: string
  token: string
}

/** Writes a kubeconfig for the cluster's administrator, for its owner's eyes only. JSON is YAML. */
export async function writeKubeconfig({ path, url, caCert, token }: KubeconfigInput): Promise<void> {
  const name = 'embedded'
  const kubeconfig = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name,
        cluster: { server: url, 'certificate-authority-data': Buffer.from(caCert).toString('base64') },
      },
    ],
    users: [{ name, user: { token } }],
    contexts: [{ name, context: { cluster: name, user: name } }],
    'current-context': name,
  }
  await writeFile(path, `${JSON.stringify(kubeconfig, null, 2)}\n`, { mode: 0o600 })
}
