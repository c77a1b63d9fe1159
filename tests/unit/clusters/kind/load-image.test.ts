import { afterEach, describe, expect, it } from 'vitest'
import type { KindCluster } from '../../../../src/clusters/kind/create-cluster.js'
import { loadKindImage } from '../../../../src/clusters/kind/load-image.js'
import { silentLogger } from '../../../../src/model/logger.js'
import { fakePrograms, type FakePrograms } from './fake-programs.js'

const signal = new AbortController().signal
let programs: FakePrograms
afterEach(() => programs.remove())

async function clusterWith(bodies: Record<string, string>): Promise<KindCluster> {
  programs = await fakePrograms(bodies)
  return { name: 'c', kubeconfig: 'k', workDir: programs.dir, env: programs.env, logger: silentLogger }
}

describe('loadKindImage', () => {
  it('leaves an image without a folder to be pulled', async () => {
    const cluster = await clusterWith({})
    expect(await loadKindImage(cluster, 'docker', { ref: 'quay.io/a/b:1' }, signal)).toEqual({
      ref: 'quay.io/a/b:1',
      source: 'pulled',
      notes: [],
    })
    expect(await programs.calls()).toEqual([])
  })

  it('builds under the configured reference and loads the archive', async () => {
    const cluster = await clusterWith({ podman: '', kind: '' })
    const folder = { context: '/ctx', args: { BASE: 'x y' }, standIn: true }
    const image = { ref: 'quay.io/a/b:1', prefer: 'build' as const, build: folder }
    expect(await loadKindImage(cluster, 'podman', image, signal)).toMatchObject({ source: 'stand-in' })
    const [build, save, load] = await programs.calls()
    expect(build).toBe('podman build --tag quay.io/a/b:1 --build-arg BASE=x y /ctx')
    const archive = /^podman save --output (\S+) quay.io\/a\/b:1$/.exec(save ?? '')?.[1]
    expect(load).toBe(`kind load image-archive ${archive} --name c`)
  })

  it('has the nodes pull first, and builds nothing where they can', async () => {
    const cluster = await clusterWith({ docker: '', kind: 'echo node-1; echo node-2' })
    const image = { ref: 'quay.io/a/b:1', build: { context: '/ctx' } }
    expect(await loadKindImage(cluster, 'docker', image, signal)).toMatchObject({ source: 'pulled' })
    expect(await programs.calls()).toEqual([
      'kind get nodes --name c',
      'docker exec node-1 crictl pull quay.io/a/b:1',
      'docker exec node-2 crictl pull quay.io/a/b:1',
    ])
  })

  it('builds where the nodes cannot pull', async () => {
    const cluster = await clusterWith({ docker: '[ "$1" != exec ]', kind: 'echo node-1' })
    const image = { ref: 'quay.io/a/b:1', build: { context: '/ctx' } }
    expect(await loadKindImage(cluster, 'docker', image, signal)).toMatchObject({ source: 'built' })
    expect(await programs.calls()).toContain('docker build --tag quay.io/a/b:1 /ctx')
  })

  it('shows the end of a failed build', async () => {
    const cluster = await clusterWith({ docker: 'echo step 1; echo "COPY failed" >&2; exit 1' })
    await expect(
      loadKindImage(cluster, 'docker', { ref: 'a:1', prefer: 'build', build: { context: '/ctx' } }, signal),
    ).rejects.toMatchObject({
      code: 'kind.build-failed',
      message: expect.stringContaining('COPY failed') as string,
    })
  })

  it('refuses to build under a digest', async () => {
    const cluster = await clusterWith({})
    await expect(
      loadKindImage(
        cluster,
        'docker',
        { ref: `a@sha256:${'0'.repeat(64)}`, prefer: 'build', build: { context: '/c' } },
        signal,
      ),
    ).rejects.toMatchObject({ code: 'kind.build-digest', exitCode: 2 })
  })
})
