import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { StoredImage } from '../../image/image-store.js'
import type { ContainerSpec } from '../sandbox/types.js'
import { containerMounts, terminationMount } from '../volumes/mounts.js'
import type { PodContext } from './context.js'
import { buildEnvironment } from './environment.js'
import { expandVariables } from './expand.js'
import { containerIdentity } from './identity.js'
import type { Container } from './types.js'

/**
 * What the sandbox runs for a container: the image's command unless the pod has one, with variables put in.
 * `folder` is the instance's own. Throws `ContainerConfigError`.
 */
export function processSpec(
  context: PodContext,
  container: Container,
  image: StoredImage,
  folder: string,
): ContainerSpec {
  const pod = context.pod()
  const services = serviceVariables(context.apiServer)
  const node = { ...context.node, podIP: context.podIP }
  const env = buildEnvironment({ store: context.store, pod, container, node, image: image.env, services })
  if (!hasOwnPath(container, image)) env['PATH'] = [env['PATH'], ...context.extraPath].join(':')
  const identity = containerIdentity(pod, container, image)
  // What a runtime gives a user that is in no passwd file.
  if (identity.uid !== 0 && env['HOME'] === '/root') env['HOME'] = '/'
  mkdirSync(folder, { recursive: true })
  return {
    id: `${pod.metadata.uid}-${container.name}`,
    directory: folder,
    hostname: pod.spec.hostname ?? pod.metadata.name,
    image: image.root,
    mounts: [
      ...context.extraMounts(image),
      ...containerMounts(container, context.volumes, env),
      terminationMount(container, folder),
    ],
    env,
    workdir: container.workingDir ?? image.workdir,
    user: context.isolation.otherUsers ? identity : undefined,
    command: commandOf(container, image).map((word) => expandVariables(word, env)),
  }
}

/** `command` replaces the entrypoint and, with it, the image's arguments; `args` only these. */
function commandOf(container: Container, image: StoredImage): string[] {
  if (container.command?.length) return [...container.command, ...(container.args ?? [])]
  return [...image.entrypoint, ...(container.args?.length ? container.args : image.cmd)]
}

function hasOwnPath(container: Container, image: StoredImage): boolean {
  return image.env['PATH'] !== undefined || (container.env ?? []).some(({ name }) => name === 'PATH')
}

function serviceVariables({ host, port }: { host: string; port: number }): Record<string, string> {
  const tcp = `KUBERNETES_PORT_${port}_TCP`
  const url = `tcp://${host}:${port}`
  return {
    KUBERNETES_SERVICE_HOST: host,
    KUBERNETES_SERVICE_PORT: String(port),
    KUBERNETES_SERVICE_PORT_HTTPS: String(port),
    KUBERNETES_PORT: url,
    [tcp]: url,
    [`${tcp}_PROTO`]: 'tcp',
    [`${tcp}_PORT`]: String(port),
    [`${tcp}_ADDR`]: host,
  }
}

/** The folder of one instance of a container. */
export function instanceFolder(context: PodContext, name: string, restart: number): string {
  return join(context.podFolder, 'containers', name, String(restart))
}
