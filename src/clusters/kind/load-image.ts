import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { deadline } from '../../lib/deadline.js'
import { sha256 } from '../../lib/digest.js'
import { ExpectedError } from '../../model/errors.js'
import type { ImageSpec, LoadedImage } from '../types.js'
import type { KindCluster } from './create-cluster.js'
import type { EngineName } from './engine.js'
import { nodesOf } from './nodes.js'
import { runTool } from './tool.js'

/** Makes an image available to the cluster's pods: pulled by the nodes, or built from its folder and loaded, as is preferred. */
export async function loadKindImage(
  cluster: KindCluster,
  engine: EngineName,
  image: ImageSpec,
  signal: AbortSignal,
): Promise<LoadedImage> {
  const { prefer = 'auto' } = image
  const pulled: LoadedImage = { ref: image.ref, source: 'pulled', notes: [] }
  if (!image.build || prefer === 'pull') return pulled
  if (prefer === 'auto' && (await canBePulled(cluster, engine, image.ref, signal))) return pulled
  if (image.ref.includes('@')) throw digestCannotBeBuilt(image.ref)
  await buildImage(cluster, engine, image.ref, image.build, signal)
  await copyToNodes(cluster, engine, image.ref, signal)
  return {
    ref: image.ref,
    source: image.build.standIn ? 'stand-in' : 'built',
    notes: [],
  }
}

const pullMs = 90_000

/** Whether a node gets the image from its registry; it then has it already when the first pod asks. */
async function canBePulled(
  { name, env, logger }: KindCluster,
  engine: EngineName,
  ref: string,
  signal: AbortSignal,
): Promise<boolean> {
  const within = deadline(pullMs, signal)
  const failure = { code: 'kind.pull-failed', next: 'It is built instead.' }
  const options = { env, signal: within.signal, failure }
  try {
    const nodes = await nodesOf({ name }, options)
    for (const node of nodes) await runTool(engine, ['exec', node, 'crictl', 'pull', ref], options)
    return nodes.length > 0
  } catch (error) {
    signal.throwIfAborted()
    logger.debug(error instanceof Error ? error.message : String(error))
    return false
  } finally {
    within.clear()
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
