import { listAll, type ApiResource, type Connection } from '../../kube/index.js'
import { ExpectedError } from '../../model/errors.js'
import type { KubeObject } from '../../model/kubernetes.js'
import type { ChosenImage } from './types.js'

export const olmGroup = 'operators.coreos.com/v1alpha1'
export const configGroup = 'config.openshift.io/v1'
const annotation = 'operators.openshift.io/must-gather-image'
const copied = 'olm.copiedFrom'

interface Csv extends KubeObject {
  spec?: { relatedImages?: { name?: string; image?: string }[] }
}

/** The images that installed operators name: OLM's, and those of OpenShift itself. Throws `gather.operators-unknown` where they cannot be listed. */
export async function operatorImages(
  connection: Connection,
  groupVersions: readonly string[],
  signal: AbortSignal,
): Promise<ChosenImage[]> {
  const { resources } = await connection.discovery(signal)
  const list = async (groupVersion: string, kind: string, source: ChosenImage['source'], look: Look) => {
    const resource = groupVersions.includes(groupVersion) ? resources.ofKind(groupVersion, kind) : undefined
    return resource ? imagesOf(await listOrTell(connection, resource, signal), source, look) : []
  }
  return [
    ...(await list(olmGroup, 'ClusterServiceVersion', 'csv', imageOfCsv)),
    ...(await list(configGroup, 'ClusterOperator', 'clusteroperator', annotated)),
  ]
}

type Look = (object: KubeObject) => string | undefined

function imagesOf(objects: readonly KubeObject[], source: ChosenImage['source'], look: Look): ChosenImage[] {
  return objects.flatMap((object) => {
    const { namespace, name } = object.metadata
    const image = look(object)
    return image ? [{ image, source, subject: namespace === undefined ? name : `${namespace}/${name}` }] : []
  })
}

const annotated: Look = ({ metadata }) => metadata.annotations?.[annotation]

/** The annotation that OpenShift knows, any other that says must-gather, or a related image of that name. */
export function imageOfCsv(csv: KubeObject): string | undefined {
  const { relatedImages } = (csv as Csv).spec ?? {}
  const { labels = {}, annotations = {} } = csv.metadata
  if (copied in labels) return undefined
  const other = Object.keys(annotations)
    .sort()
    .find((key) => key.includes('must-gather') && annotations[key])
  const related = relatedImages?.find(({ name = '', image = '' }) => /must-?gather/i.test(`${name} ${image}`))
  return annotations[annotation] || (other && annotations[other]) || related?.image
}

async function listOrTell(
  connection: Connection,
  resource: ApiResource,
  signal: AbortSignal,
): Promise<KubeObject[]> {
  try {
    return (await listAll(connection, resource, { signal })).items
  } catch (cause) {
    signal.throwIfAborted()
    throw new ExpectedError({
      code: 'gather.operators-unknown',
      message: `the ${resource.plural} that may name a must-gather image cannot be listed: ${(cause as Error).message}`,
      next: 'Use a kubeconfig whose user may list them, or name the images with --image.',
      exitCode: 3,
      cause,
    })
  }
}
