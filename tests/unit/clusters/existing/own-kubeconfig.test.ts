import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ownKubeconfig } from '../../../../src/clusters/existing/own-kubeconfig.js'
import { tempFolder } from '../../../support/temp-folder.js'

const config = {
  apiVersion: 'v1',
  kind: 'Config',
  clusters: [
    { name: 'one', cluster: { server: 'https://one.example:6443', 'certificate-authority': 'ca.crt' } },
    { name: 'two', cluster: { server: 'https://two.example:6443' } },
  ],
  users: [
    { name: 'me', user: { token: 'mine' } },
    { name: 'other', user: { token: 'theirs' } },
  ],
  contexts: [
    { name: 'first', context: { cluster: 'one', user: 'me', namespace: 'here' } },
    { name: 'second', context: { cluster: 'two', user: 'other' } },
  ],
  'current-context': 'second',
}

async function written(): Promise<{ kubeconfig: string; workDir: string }> {
  const workDir = tempFolder()
  const kubeconfig = join(workDir, 'given')
  await writeFile(kubeconfig, JSON.stringify(config))
  return { kubeconfig, workDir }
}

describe('the kubeconfig of a run on an existing cluster', () => {
  test('is the given one as it is', async () => {
    const { kubeconfig, workDir } = await written()
    expect(await ownKubeconfig({ kubeconfig, workDir })).toBe(kubeconfig)
  })

  test('holds the chosen context alone, for its owner alone', async () => {
    const { kubeconfig, workDir } = await written()
    const path = await ownKubeconfig({ kubeconfig, context: 'first', workDir })
    const text = await readFile(path, 'utf8')
    expect(JSON.parse(text)).toMatchObject({
      clusters: [
        { cluster: { server: 'https://one.example:6443', 'certificate-authority': join(workDir, 'ca.crt') } },
      ],
      users: [{ user: { token: 'mine' } }],
      contexts: [{ context: { namespace: 'here' } }],
    })
    expect(text).not.toContain('theirs')
    expect((await stat(path)).mode & 0o777).toBe(0o600)
  })

  test('is that of the service account of the pod, whose token is read for each request', async () => {
    const workDir = tempFolder()
    const inCluster = { host: 'fd00::1', port: '443', serviceAccountDir: '/sa' }
    const path = await ownKubeconfig({ inCluster, workDir })
    expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({
      clusters: [{ cluster: { server: 'https://[fd00::1]:443', 'certificate-authority': '/sa/ca.crt' } }],
      users: [{ user: { tokenFile: '/sa/token' } }],
    })
  })

  test('a context that is not there: the nearest one', async () => {
    const { kubeconfig, workDir } = await written()
    await expect(ownKubeconfig({ kubeconfig, context: 'frist', workDir })).rejects.toMatchObject({
      code: 'kube.unknown-context',
      next: 'Did you mean "first"?',
    })
  })

  test('none at all: exit code 2', async () => {
    await expect(ownKubeconfig({ workDir: tempFolder() })).rejects.toMatchObject({
      code: 'existing.no-kubeconfig',
      exitCode: 2,
    })
  })
})
