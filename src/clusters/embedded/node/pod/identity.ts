import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Identity } from '../sandbox/types.js'
import { ContainerConfigError } from './config-error.js'
import type { Container, Pod } from './types.js'

/** Whom a container runs as: the container's, the pod's, the image's user, else root. Throws `ContainerConfigError`. */
export function containerIdentity(
  pod: Pod,
  container: Container,
  image: { user?: string; root: string },
): Identity {
  const context = { ...pod.spec.securityContext, ...container.securityContext }
  const named = context.runAsUser === undefined ? parseUser(image) : { uid: context.runAsUser, gid: 0 }
  const identity = { uid: named.uid, gid: context.runAsGroup ?? named.gid }
  if (context.runAsNonRoot && identity.uid === 0) {
    throw new ContainerConfigError(
      `container has runAsNonRoot and image will run as root (pod: "${pod.metadata.name}_${pod.metadata.namespace}(${pod.metadata.uid})", container: ${container.name})`,
    )
  }
  return identity
}

function parseUser({ user = '', root }: { user?: string; root: string }): Identity {
  const [name = '', group = ''] = user.split(':')
  if (name === '') return { uid: 0, gid: 0 }
  const entry = /^\d+$/.test(name) ? { uid: Number(name), gid: 0 } : lookUp(root, 'etc/passwd', name)
  if (group === '') return entry
  return { uid: entry.uid, gid: /^\d+$/.test(group) ? Number(group) : lookUp(root, 'etc/group', group).uid }
}

/** In the image's own file, else in the host's, over which the image lies. */
function lookUp(root: string, file: string, name: string): Identity {
  for (const path of [join(root, file), `/${file}`]) {
    const fields = readLines(path)
      .map((line) => line.split(':'))
      .find(([first]) => first === name)
    if (fields) return { uid: Number(fields[2]), gid: Number(fields[3] ?? 0) }
  }
  throw new ContainerConfigError(`unable to find user ${name}: no matching entries in passwd file`)
}

function readLines(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\n')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
