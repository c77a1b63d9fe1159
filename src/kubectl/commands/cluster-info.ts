import { listAll } from '../../kube/list.js'
import type { ApiResource } from '../../kube/resource.js'
import type { Command } from '../context.js'
import { KubectlError } from '../errors.js'

/** Says where the control plane and its services are. */
export const clusterInfo: Command = {
  flags: [],
  async run(context) {
    if (context.args[0] === 'dump')
      throw new KubectlError(
        'cluster-info dump is not supported by this small client; use adm inspect, or install a real kubectl',
      )
    const connection = await context.connect()
    const { resources } = await connection.discovery(context.signal)
    context.out(`Kubernetes control plane is running at ${connection.server}\n`)
    const services = resources.resolve('services')
    for (const line of services ? await serviceLines(services) : []) context.out(line)
    context.out("\nTo further debug and diagnose cluster problems, use 'kubectl cluster-info dump'.\n")
    return 0

    async function serviceLines(resource: ApiResource): Promise<string[]> {
      const { items } = await listAll(connection, resource, {
        namespace: 'kube-system',
        labelSelector: 'kubernetes.io/cluster-service=true',
        signal: context.signal,
      })
      return items.map(({ metadata, spec }) => {
        const [port] = (spec as { ports?: { name?: string }[] } | undefined)?.ports ?? []
        const label = metadata.labels?.['kubernetes.io/name'] ?? metadata.name
        const suffix = port?.name ? `:${port.name}` : ''
        return `${label} is running at ${connection.server}/api/v1/namespaces/kube-system/services/${metadata.name}${suffix}/proxy\n`
      })
    }
  },
}
