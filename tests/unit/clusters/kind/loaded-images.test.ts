import { afterEach, expect, it } from 'vitest'
import { fullName, removeLoadedImages } from '../../../../src/clusters/kind/loaded-images.js'
import { silentLogger } from '../../../../src/model/logger.js'
import { fakePrograms, type FakePrograms } from './fake-programs.js'

let programs: FakePrograms | undefined
afterEach(() => programs?.remove())

async function removed(docker: string): Promise<string[]> {
  programs = await fakePrograms({ kind: 'echo dev-control-plane', docker })
  const { dir: workDir, env } = programs
  const cluster = { name: 'dev', kubeconfig: '', workDir, env, logger: silentLogger }
  await removeLoadedImages(cluster, 'docker', ['quay.io/acme/gather:1', 'acme/x:1'])
  return (await programs.calls()).filter((call) => call.startsWith('docker'))
}

it('takes images off every node', async () => {
  expect(await removed('exit 0')).toEqual([
    'docker exec dev-control-plane crictl rmi quay.io/acme/gather:1 acme/x:1',
  ])
})

it('does so where a node has no crictl', async () => {
  expect((await removed('if [ "$3" = crictl ]; then exit 126; fi')).at(-1)).toBe(
    'docker exec dev-control-plane ctr --namespace=k8s.io images rm quay.io/acme/gather:1 docker.io/acme/x:1',
  )
})

it('names images as containerd does', () => {
  expect(fullName('nginx:1')).toBe('docker.io/library/nginx:1')
  expect(fullName('localhost/x:1')).toBe('localhost/x:1')
  expect(fullName('registry:5000/x:1')).toBe('registry:5000/x:1')
})
