import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { sha256 } from '../../lib/digest.js'
import { ExpectedError } from '../../model/errors.js'
import type { ImageSpec, LoadedImage } from '../types.js'
import type { KindCluster } from './create-cluster.js'
import type { EngineName } from './engine.js'
import { runTool } from './tool.js'

/** Makes an image available to the cluster's pods: built and loaded where it has a folder, else left to the nodes to pull. */
export async function loadKindImage(
  cluster: KindCluster,
  engine: EngineName,
  image: ImageSpec,
  signal: AbortSignal,
): Promise<LoadedImage> {
  if (!image.build) return { ref: image.ref, source: 'pulled', notes: [] }
  if (image.ref.includes('@')) throw digestCannotBeBuilt(image.ref)
  await buildImage(cluster, engine, image.ref, image.build, signal)
  await copyToNodes(cluster, engine, image.ref, signal)
  return {
    ref: image.ref,
    source: image.build.standIn ? 'stand-in' : 'built',
    notes: [`built with ${engine} from a folder of the configuration`],
  }
}

async function buildImage(
  { env }: KindCluster,
  engine: EngineName,
  ref: string,
  build: NonNullable<ImageSpec['build']>,
  signal: AbortSignal,
): Promise<void> {
  const buildArgs = Object.entries(build.args ?? {}).flatMap(([name, value]) => [
    '--build-arg',
    `${name}=${value}`,
  ])
  await runTool(engine, ['build', '--tag', ref, ...buildArgs, build.context], {
    // An attestation makes the image an index, of which kind then misses the other platforms.
    env: { ...env, BUILDX_NO_DEFAULT_ATTESTATIONS: '1' },
    signal,
    failure: {
      code: 'kind.build-failed',
      next: `Correct the Dockerfile in ${build.context}, or its build arguments, until \`${engine} build\` succeeds there.`,
    },
  })
}

/** Through an archive: that is the one way that is the same for every engine. */
async function copyToNodes(
  { name, workDir, env }: KindCluster,
  engine: EngineName,
  ref: string,
  signal: AbortSignal,
): Promise<void> {
  const archive = join(workDir, `image-${sha256(ref).slice(-12)}.tar`)
  const failure = {
    code: 'kind.load-failed',
    next: `Check the free disk space, and that \`kind load image-archive\` works with ${engine}.`,
  }
  try {
    await runTool(engine, ['save', '--output', archive, ref], { env, signal, failure })
    await runTool('kind', ['load', 'image-archive', archive, '--name', name], { env, signal, failure })
  } finally {
    await rm(archive, { force: true })
  }
}

function digestCannotBeBuilt(ref: string): ExpectedError {
  return new ExpectedError({
    code: 'kind.build-digest',
    message: `${ref} names a digest, which a build cannot have`,
    next: 'Name the image by a tag, or leave out its build folder so that it is pulled.',
    exitCode: 2,
  })
}
