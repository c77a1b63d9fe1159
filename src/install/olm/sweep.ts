import { findObject, type Connection } from '../../kube/index.js'
import type { LeftObject, MadeObject } from '../../kube/remove-objects.js'
import { groupBy } from '../../lib/group-by.js'
import { runLabel } from '../../lib/run-labels.js'
import { customObjects } from '../custom-objects.js'
import type { RemoveInstalled } from '../install-objects.js'
import { findNamed } from './find-named.js'
import { findRoles } from './labelled.js'
import { findMadeByOlm } from './made-by-olm.js'
import { packageOfCatalog } from './objects.js'
import { removeThroughOlm } from './remove.js'
import { olmGroup, olmTypes } from './resources.js'

/** What a sweep has to know of installs through OLM: what OLM made does not bear the label of the run. */
export interface ThroughOlm {
  /** What OLM made of what the runs made. */
  found: MadeObject[]
  /** What goes with it, of what bears the label. */
  own: MadeObject[]
  /** Takes both off, each install as the run itself would have. */
  remove(how: RemoveInstalled): Promise<LeftObject[]>
}

/**
 * Finds the installs through OLM among what killed runs made, and all that is certainly of these. Throws what the
 * connection throws: then nothing may be taken away, as a Subscription that is gone tells nothing any more.
 */
export async function findThroughOlm(
  connection: Connection,
  labelled: readonly MadeObject[],
  signal: AbortSignal,
): Promise<ThroughOlm> {
  const installs: MadeObject[][] = []
  for (const made of groupBy(labelled, placeOf).values()) {
    const parts = made.filter(isPart)
    if (!parts.some(tellsOfInstall)) continue
    installs.push((await Promise.all(parts.map((part) => whole(connection, part, signal)))).flat())
  }
  const found: MadeObject[] = []
  for (const made of installs) found.push(...(await madeOf(connection, made, signal)))
  return {
    found: uniqueObjects(found),
    own: installs.flat(),
    async remove(how) {
      const left: LeftObject[] = []
      for (const made of installs) left.push(...(await removeThroughOlm(connection, made, how)))
      return left
    },
  }
}

/** An install has one namespace. */
function placeOf({ resource, object: { metadata } }: MadeObject): string {
  const namespace = resource.kind === 'Namespace' ? metadata.name : (metadata.namespace ?? '')
  return `${metadata.labels?.[runLabel] ?? ''}/${namespace}`
}

const olmKinds = [olmTypes.subscriptions, olmTypes.catalogSources, olmTypes.operatorGroups].map(
  ({ kind }) => kind,
)

const isPart = ({ resource: { group, kind } }: MadeObject) =>
  group === olmGroup ? olmKinds.includes(kind) : group === '' && ['Namespace', 'Secret'].includes(kind)

/** OLM itself, where a run has brought it, has CatalogSources and OperatorGroups too. */
const tellsOfInstall = ({ resource: { kind }, object }: MadeObject) =>
  kind === olmTypes.subscriptions.kind ||
  (kind === olmTypes.catalogSources.kind && packageOfCatalog(object) !== undefined)

/** With what a list of metadata does not have: a Subscription's package. */
async function whole(connection: Connection, made: MadeObject, signal: AbortSignal): Promise<MadeObject[]> {
  const { resource, object } = made
  if (resource.kind !== olmTypes.subscriptions.kind) return [made]
  const found = await findObject(connection, resource, object.metadata, signal)
  return found ? [{ resource, object: found }] : []
}

async function madeOf(
  connection: Connection,
  made: readonly MadeObject[],
  signal: AbortSignal,
): Promise<MadeObject[]> {
  const { brought, namespace, operators } = await findMadeByOlm(connection, made, signal)
  const { crds, installPlans, subscriptions, csvs, ownerless } = brought
  const groups = made.filter(({ resource }) => resource.kind === olmTypes.operatorGroups.kind)
  const owners = [...csvs, ...groups].map(({ object }) => object.metadata.name)
  return [
    ...(await customObjects(connection, crds)),
    ...[...subscriptions, ...installPlans, ...csvs, ...ownerless, ...crds],
    ...(await findRoles(connection, { namespace, owners }, signal)),
    ...(await findNamed(connection, olmTypes.operators, operators, signal)),
  ]
}

/** A role may be both what a plan made and what bears a CSV's label. */
const uniqueObjects = (objects: readonly MadeObject[]): MadeObject[] => [
  ...new Map(objects.map((made) => [made.object.metadata.uid, made])).values(),
]
