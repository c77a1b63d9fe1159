import { getObject, isNotFound, type Connection } from '../../kube/index.js'
import { ExpectedError } from '../../model/errors.js'
import type { KubeObject } from '../../model/kubernetes.js'

export const imageGroup = 'image.openshift.io/v1'
const imageStreams = { group: 'image.openshift.io', version: 'v1', plural: 'imagestreams', namespaced: true }

/** What is read of an image stream. */
interface ImageStream extends KubeObject {
  spec?: { tags?: { name: string; referencePolicy?: { type?: string } }[] }
  status?: {
    dockerImageRepository?: string
    tags?: { tag: string; items?: { dockerImageReference?: string; image?: string }[] }[]
  }
}

/**
 * The image that a tag `namespace/name:tag` of an image stream stands for now. Throws `usage.image-stream` for a name that
 * is none, `gather.no-image-stream` where the cluster has none of it.
 */
export async function imageOfStream(
  connection: Connection,
  name: string,
  signal: AbortSignal,
): Promise<string> {
  const [, namespace, stream, tag = 'latest'] = /^([^/:]+)\/([^/:]+)(?::([^/:]+))?$/.exec(name) ?? []
  if (namespace === undefined || stream === undefined) throw notAName(name)
  const resource = { ...imageStreams, ...names }
  const found = await getObject(connection, resource, { namespace, name: stream }, signal).catch(
    (error: unknown) => {
      throw isNotFound(error) ? missing(name, 'there is no such image stream') : error
    },
  )
  const image = pullSpec(found as ImageStream, tag)
  if (image === undefined) throw missing(name, `its tag ${tag} has no image`)
  return image
}

const names = {
  kind: 'ImageStream',
  singular: 'imagestream',
  shortNames: [],
  categories: [],
  verbs: [],
  subresources: [],
}

/** The newest image of a tag: from the cluster's own registry where the tag's policy says so. */
function pullSpec({ spec, status }: ImageStream, tag: string): string | undefined {
  const newest = status?.tags?.find((row) => row.tag === tag)?.items?.[0]
  const policy = spec?.tags?.find(({ name }) => name === tag)?.referencePolicy?.type
  const repository = status?.dockerImageRepository
  return policy === 'Local' && repository && newest?.image
    ? `${repository}@${newest.image}`
    : newest?.dockerImageReference
}

const notAName = (name: string) =>
  new ExpectedError({
    code: 'usage.image-stream',
    message: `"${name}" is no tag of an image stream`,
    next: 'Give it as namespace/name:tag, such as openshift/must-gather:latest.',
    exitCode: 2,
  })

const missing = (name: string, why: string) =>
  new ExpectedError({
    code: 'gather.no-image-stream',
    message: `the image stream ${name} leads to no image: ${why}`,
    next: 'Look with `oc get imagestreams -A`, or name the image itself with --image.',
    exitCode: 3,
  })
