import { chmodSync, lstatSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { ContainerConfigError } from '../pod/config-error.js'
import { expandVariables } from '../pod/expand.js'
import type { Container, VolumeMount } from '../pod/types.js'
import type { Mount } from '../sandbox/types.js'
import type { PreparedVolume } from './volume-set.js'

/** What a container sees of its pod's volumes, outer paths before inner ones. */
export function containerMounts(
  container: Container,
  volumes: Map<string, PreparedVolume>,
  env: Record<string, string>,
): Mount[] {
  const mounts = (container.volumeMounts ?? []).map((mount) => {
    const volume = volumes.get(mount.name)
    if (!volume)
      throw new ContainerConfigError(`volume "${mount.name}" of container "${container.name}" is not there`)
    const target = posix.resolve('/', mount.mountPath)
    return {
      source: sourceOf(volume, mount, env),
      target,
      readOnly: volume.readOnly || mount.readOnly === true,
    }
  })
  return mounts.sort((a, b) => a.target.length - b.target.length)
}

/** A subPath is made where it is missing, and may not leave the volume by a link that a container has laid. */
function sourceOf(volume: PreparedVolume, mount: VolumeMount, env: Record<string, string>): string {
  const subPath =
    mount.subPathExpr === undefined ? (mount.subPath ?? '') : expandVariables(mount.subPathExpr, env)
  if (subPath === '') return volume.path
  const path = join(volume.path, posix.join('/', subPath))
  if (!lstatSync(path, { throwIfNoEntry: false })) mkdirSync(path, { recursive: true, mode: 0o750 })
  const real = realpathSync(path)
  if (!real.startsWith(`${realpathSync(volume.path)}/`)) {
    throw new ContainerConfigError(`subPath "${subPath}" of volume "${mount.name}" leaves it`)
  }
  return real
}

/** The file that a container may leave its last words in, mounted over `terminationMessagePath`. */
export function terminationMount(container: Container, folder: string): Mount {
  const source = join(folder, 'termination-log')
  writeFileSync(source, '')
  chmodSync(source, 0o666)
  return { source, target: container.terminationMessagePath ?? '/dev/termination-log', readOnly: false }
}
