import { createHash } from 'node:crypto'
import type { KubeObject } from '../../model/kubernetes.js'
import { unpackedRef } from './package-property.js'
import { asInstallPlan, asSubscription, packageOf, present } from './shapes.js'

/** The label that unpack jobs and their pods bear, with the job's name. */
export const unpackLabel = 'operatorframework.io/bundle-unpack-ref'
const packageAnnotation = 'operators.operatorframework.io.bundle.package.v1'

/** One bundle that was, is, or should have been unpacked: job and ConfigMap have the same name. */
export interface Unpacking {
  name: string
  /** The catalog that asked for it, which owns the ConfigMap. */
  catalog?: string | undefined
  /** Known once the bundle was read. */
  packageName?: string | undefined
  image?: string | undefined
  done: boolean
}

/** How OLM names job and ConfigMap after the bundle's image. */
export const unpackName = (image: string) => createHash('sha256').update(image).digest('hex').slice(0, 63)

/** The unpackings that plans refer to, by the reference in place of a manifest or by the bundle's image. */
export function plannedUnpackings(plans: readonly KubeObject[]): string[] {
  return present(
    plans.flatMap((plan) => {
      const { plan: steps = [], bundleLookups = [] } = asInstallPlan(plan).status ?? {}
      return [
        ...bundleLookups.map(({ path }) => (path ? unpackName(path) : undefined)),
        ...steps.map(({ resource }) => unpackedRef(resource?.manifest)?.name),
      ]
    }),
  )
}

/** What the metadata of an unpacking's ConfigMap tells. */
export function fromConfigMap({ metadata }: KubeObject): Pick<Unpacking, 'catalog' | 'packageName'> {
  const catalog = metadata.ownerReferences?.find(({ kind }) => kind === 'CatalogSource')?.name
  return { catalog, packageName: metadata.annotations?.[packageAnnotation] }
}

interface JobShape {
  status?: { succeeded?: number }
  spec?: { template?: { spec?: { initContainers?: { name?: string; image?: string }[] } } }
}

/** What its job tells: the image of the container that pulls the bundle. */
export function fromJob(job: KubeObject): Pick<Unpacking, 'image' | 'done'> {
  const { spec, status } = job as JobShape
  const pull = spec?.template?.spec?.initContainers?.find(({ name }) => name === 'pull')
  return { image: pull?.image, done: (status?.succeeded ?? 0) > 0 }
}

/**
 * The unpackings of a Subscription: those of its plans, those whose bundle says its package, and, where it waits for one
 * that could not be read, what its catalog asked for and no one else can have wanted.
 */
export function unpackingsOf(
  subscription: KubeObject,
  plans: readonly KubeObject[],
  known: readonly Unpacking[],
  others: readonly KubeObject[],
): Unpacking[] {
  const planned = new Set(plannedUnpackings(plans))
  const catalog = asSubscription(subscription).spec?.source
  const rivals = others.filter(
    (other) =>
      asSubscription(other).spec?.source === catalog &&
      packageOf(other) !== packageOf(subscription) &&
      waits(other),
  )
  return known.filter((one) => {
    if (planned.has(one.name)) return true
    if (one.catalog !== catalog) return false
    if (one.packageName !== undefined) return one.packageName === packageOf(subscription)
    return !one.done && waits(subscription) && isNearest(one, subscription, rivals)
  })
}

/** Whether OLM says of the Subscription that a bundle is not unpacked. */
function waits(subscription: KubeObject): boolean {
  const { conditions = [] } = asSubscription(subscription).status ?? {}
  return conditions.some(({ type = '', status }) => type.startsWith('BundleUnpack') && status === 'True')
}

/** Of several that wait, the one whose package the image is called after, by the longest name. */
function isNearest(
  { image = '' }: Unpacking,
  subscription: KubeObject,
  rivals: readonly KubeObject[],
): boolean {
  if (rivals.length === 0) return true
  const repository =
    image
      .replace(/@.*$/, '')
      .replace(/:[^/:]*$/, '')
      .split('/')
      .pop() ?? ''
  const score = (one: KubeObject) => (repository.startsWith(packageOf(one)) ? packageOf(one).length : 0)
  return score(subscription) > Math.max(0, ...rivals.map(score))
}
