import type { Connection } from '../../kube/index.js'
import { ExpectedError } from '../../model/errors.js'
import type { Logger } from '../../model/logger.js'
import { imageGroup, imageOfStream } from './image-stream.js'
import { configGroup, olmGroup, operatorImages } from './operator-images.js'
import type { ChosenImage, ImageWishes } from './types.js'

const defaultStream = 'openshift/must-gather:latest'
/** Where the cluster has no such stream: what oc takes then. */
const defaultImage = 'registry.redhat.io/openshift4/ose-must-gather:latest'

interface Choice {
  connection: Connection
  wishes: ImageWishes
  logger: Logger
  signal: AbortSignal
}

/**
 * The images to run, each once. Only a server whose discovery shows OpenShift's groups is asked for what they hold.
 * Throws `usage.no-image` where there is none, `gather.no-image-stream`, `gather.operators-unknown`.
 */
export async function chooseImages(choice: Choice): Promise<ChosenImage[]> {
  const { connection, wishes, signal } = choice
  const named = wishes.images.map((image): ChosenImage => ({ image, source: 'named' }))
  const wantsMore = wishes.imageStreams.length > 0 || wishes.allImages || named.length === 0
  if (!wantsMore) return once(named)
  const { groupVersions } = await connection.discovery(signal)
  const streams = await Promise.all(
    wishes.imageStreams.map(async (subject): Promise<ChosenImage> => {
      if (!groupVersions.includes(imageGroup)) throw noStreams(subject)
      return { image: await imageOfStream(connection, subject, signal), source: 'image-stream', subject }
    }),
  )
  const chosen = [...named, ...streams]
  if (chosen.length > 0) return once(chosen)
  const own = groupVersions.includes(configGroup) ? [await openshiftImage(choice, groupVersions)] : []
  const operators = wishes.allImages ? await operatorImages(connection, groupVersions, signal) : []
  if (own.length + operators.length === 0) throw noImage(wishes, groupVersions.includes(olmGroup))
  return once([...own, ...operators])
}

async function openshiftImage(
  { connection, logger, signal }: Choice,
  groupVersions: readonly string[],
): Promise<ChosenImage> {
  try {
    if (!groupVersions.includes(imageGroup)) return { image: defaultImage, source: 'default' }
    const image = await imageOfStream(connection, defaultStream, signal)
    return { image, source: 'default', subject: defaultStream }
  } catch (error) {
    signal.throwIfAborted()
    logger.warn(`${(error as Error).message}; ${defaultImage} is taken instead`)
    return { image: defaultImage, source: 'default' }
  }
}

function once(images: readonly ChosenImage[]): ChosenImage[] {
  return images.filter(({ image }, i) => images.findIndex((other) => other.image === image) === i)
}

const noStreams = (name: string) =>
  new ExpectedError({
    code: 'usage.no-image-streams',
    message: `this cluster has no image streams, so that ${name} cannot be looked up`,
    next: 'Name the image itself: --image quay.io/acme/must-gather:1.2.3.',
    exitCode: 2,
  })

function noImage({ allImages }: ImageWishes, hasOlm: boolean): ExpectedError {
  const why = !allImages
    ? 'this cluster is no OpenShift, and has no default must-gather image'
    : hasOlm
      ? 'no ClusterServiceVersion of this cluster names a must-gather image'
      : 'this cluster has neither OpenShift nor OLM: nothing on it names a must-gather image'
  return new ExpectedError({
    code: 'usage.no-image',
    message: why,
    next: 'Name the image of the operator to look at: --image quay.io/acme/must-gather:1.2.3. Its documentation says which.',
    exitCode: 2,
  })
}
