import { randomUUID } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { formatYaml, parseYaml } from '../../../src/kube/index.js'
import type { RealCluster } from '../../support/real-cluster.js'

/** A cluster of kind that a test may break: a control plane and a worker. */
export interface OwnCluster extends RealCluster {
  controlPlane: string
  worker: string
  remove(): Promise<void>
}

interface KindConfig {
  nodes?: { role: string; image?: string }[]
  kubeadmConfigPatches?: string[]
}

/** Makes one with the settings of a kind configuration; the image is put on its nodes. */
export async function createOwnCluster(kindConfig: string, image: string): Promise<OwnCluster> {
  const name = `faults-${randomUUID().slice(0, 8)}`
  const dir = await mkdtemp(join(tmpdir(), 'faults-cluster-'))
  const kubeconfig = join(dir, 'kubeconfig')
  const config = join(dir, 'kind.yaml')
  const remove = async () => {
    await execa('kind', ['delete', 'cluster', '--name', name, '--kubeconfig', kubeconfig])
    await rm(dir, { recursive: true, force: true })
  }
  await writeFile(config, withWorker(await readFile(kindConfig, 'utf8'), kindConfig))
  try {
    const where = ['--name', name, '--config', config, '--kubeconfig', kubeconfig, '--wait', '180s']
    await execa('kind', ['create', 'cluster', ...where])
    await execa('kind', ['load', 'docker-image', image, '--name', name])
  } catch (error) {
    await remove()
    throw error
  }
  return { kubeconfig, image, controlPlane: `${name}-control-plane`, worker: `${name}-worker`, remove }
}

/** What kubeadm is told for the first node holds for one that joins. */
function withWorker(text: string, file: string): string {
  const [config = {}] = parseYaml(text, file) as KindConfig[]
  const [first = { role: 'control-plane' }] = config.nodes ?? []
  const patches = config.kubeadmConfigPatches ?? []
  const joining = patches
    .filter((patch) => patch.includes('InitConfiguration'))
    .map((patch) => patch.replace('InitConfiguration', 'JoinConfiguration'))
  const nodes = [first, { ...first, role: 'worker' }]
  return formatYaml({ ...config, nodes, kubeadmConfigPatches: [...patches, ...joining] })
}

/** By its name in /proc: a node image need not have any tool for it. Fixed text: the name comes as an argument. */
const killByName = `
for dir in /proc/[0-9]*; do
  read -r name < "$dir/comm" && [ "$name" = "$1" ] && kill -KILL "\${dir#/proc/}"
done
true
`

/** Ends the API server at once, so that it closes no connection in peace; the kubelet of its node starts it again. */
export async function restartApiServer(node: string): Promise<void> {
  await execa('docker', ['exec', node, 'bash', '-c', killByName, 'kill', 'kube-apiserver'])
}
