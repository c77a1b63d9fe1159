import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe } from 'vitest'
import { startTestApi, type TestApi } from '../support/api.js'
import { kubectlSuite } from '../support/kubectl-suite.js'
import { wireStore } from '../support/objects.js'

function hasKubectl(): boolean {
  try {
    execFileSync('kubectl', ['version', '--client'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

describe.skipIf(!hasKubectl())('a real kubectl', { timeout: 60_000 }, () => {
  let api: TestApi
  let folder: string
  let kubeconfig: string

  beforeAll(async () => {
    const store = wireStore()
    store.delete('customresourcedefinitions.apiextensions.k8s.io', undefined, 'widgets.wire.example')
    api = await startTestApi(store)
    folder = await mkdtemp(join(tmpdir(), 'kubectl-test-'))
    kubeconfig = join(folder, 'kubeconfig')
    const cluster = {
      server: api.server.url,
      'certificate-authority-data': Buffer.from(api.server.caCert).toString('base64'),
    }
    const config = {
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': 'x',
      clusters: [{ name: 'x', cluster }],
      users: [{ name: 'x', user: { token: api.server.adminToken } }],
      contexts: [{ name: 'x', context: { cluster: 'x', user: 'x' } }],
    }
    await writeFile(kubeconfig, JSON.stringify(config), { mode: 0o600 })
  })
  afterAll(async () => {
    await api.close()
    await rm(folder, { recursive: true })
  })

  kubectlSuite(() => kubeconfig)
})
