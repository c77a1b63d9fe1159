import { execa } from 'execa'
import type { Scene } from './scene.js'

const image = 'localhost/gather-without-tar:test'
let made: Promise<string> | undefined

/** The test image without its tar, on the nodes of the kind cluster that the tests run on. */
export function imageWithoutTar({ cluster, connection }: Scene): Promise<string> {
  const kind = /^kind-(.+)$/.exec(connection.context ?? '')?.[1]
  if (kind === undefined) throw new Error('the image without tar can only be given to a cluster of kind')
  // The nodes have it for as long as there is the cluster.
  return (made ??= make(cluster.image, kind))
}

async function make(base: string, kind: string): Promise<string> {
  const input = `FROM ${base}\nRUN rm -f /bin/tar /usr/bin/tar\n`
  await execa('docker', ['build', '-t', image, '-'], { input, env: { DOCKER_BUILDKIT: '0' } })
  await execa('kind', ['load', 'docker-image', image, '--name', kind])
  return image
}
