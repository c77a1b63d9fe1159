import type { Condition } from '../../../kube/conditions.js'
import type { OlmSnapshot } from '../../types.js'
import type { OlmCause } from '../causes.js'
import { conditionNamed, diagnosis, inline, listed, type Link } from '../diagnosis.js'
import { specOf, type SubscriptionSpec } from '../shapes.js'
import type { OlmDiagnosis } from '../types.js'
import { stateOf } from './catalog.js'

/**
 * What OLM's resolver says. Its condition ResolutionFailed lumps together what a Subscription asks for in vain, what a bundle
 * needs, and catalogs that do not answer; and it speaks of the namespace as a whole, so of other Subscriptions too.
 */
export const resolution: Link = (snapshot) => {
  const condition = conditionNamed(snapshot.subscription, 'ResolutionFailed')
  if (!condition) return undefined
  return (
    askedInVain(snapshot, condition) ??
    otherCatalog(snapshot, condition) ??
    unreached(snapshot, condition) ??
    unsatisfiable(snapshot, condition)
  )
}

const nothingFound =
  /no operators found (?:with name (?<version>\S+) )?(?:in channel (?<channel>\S+) of package (?<of>\S+)|in package (?<package>\S+)|from catalog (?<catalog>\S+)).*?referenced by subscription (?<subscription>[^\s,]+)/

function askedInVain({ subscription }: OlmSnapshot, condition: Condition): OlmDiagnosis | undefined {
  const groups = nothingFound.exec(condition.message ?? '')?.groups
  if (!groups) return undefined
  const own = subscription.metadata.name
  const asking = groups['subscription'] ?? own
  const { source = '?' } = specOf<SubscriptionSpec>(subscription)
  const where = asking === own ? `catalog ${source}` : 'its catalog'
  const { cause, what, next } = asked(groups, where)
  const beside =
    asking === own ? '' : `; OLM resolves a namespace as a whole, so Subscription ${own} waits for it`
  return diagnosis(
    { ...subscription.metadata, kind: 'Subscription', name: asking },
    { cause, sentence: `Subscription ${asking} asks for ${what}${beside}`, condition, next },
  )
}

function asked(
  groups: Record<string, string | undefined>,
  where: string,
): { cause: OlmCause; what: string; next: string } {
  const { version, channel, of, package: name = of ?? '?' } = groups
  if (version !== undefined)
    return {
      cause: 'no-such-version',
      what: `version ${version}, which channel ${channel ?? '?'} of package ${name} in ${where} does not have`,
      next: "Correct or remove the Subscription's startingCSV, or add that bundle to the channel in the index image.",
    }
  if (channel !== undefined)
    return {
      cause: 'no-such-channel',
      what: `channel ${channel} of package ${name}, which ${where} does not have`,
      next: "Correct the Subscription's channel, or add the channel to the index image.",
    }
  return {
    cause: 'no-such-package',
    what: `package ${name}, which ${where} does not have`,
    next: "Correct the Subscription's name (the package), or name the catalog that has the package.",
  }
}

const catalogInError = /error using catalogsource (?<namespace>[^/\s]+)\/(?<name>[^:\s]+): (?<why>.*)$/s

/** A neighbour catalog that does not answer stops the resolution of every Subscription of the namespace. */
function otherCatalog({ subscription }: OlmSnapshot, condition: Condition): OlmDiagnosis | undefined {
  const groups = catalogInError.exec(condition.message ?? '')?.groups
  const { source, sourceNamespace } = specOf<SubscriptionSpec>(subscription)
  if (!groups || (groups['name'] === source && groups['namespace'] === sourceNamespace)) return undefined
  const { name = '?', namespace = '?', why } = groups
  return diagnosis(
    { kind: 'CatalogSource', namespace, name },
    {
      cause: 'catalog-not-ready',
      sentence: `Catalog ${name} in namespace ${namespace} does not answer, and OLM resolves nothing there until it does, although Subscription ${subscription.metadata.name} does not use it: ${inline(why)}`,
      condition,
      next: `Mend or delete CatalogSource ${name} in namespace ${namespace}.`,
    },
  )
}

/** Its own catalog did not answer when OLM asked; where it does now, OLM will ask again. */
function unreached(snapshot: OlmSnapshot, condition: Condition): OlmDiagnosis | undefined {
  const groups = catalogInError.exec(condition.message ?? '')?.groups
  const { subscription, catalogSource } = snapshot
  if (!groups || !catalogSource) return undefined
  const { name } = catalogSource.metadata
  return stateOf(catalogSource) === 'READY'
    ? diagnosis(subscription, {
        cause: 'not-resolved-yet',
        sentence: `Catalog ${name} did not answer when OLM asked it, and does now; OLM has not asked again yet`,
        condition,
        next: 'Wait a minute; if it stays so, read the log of the catalog-operator.',
      })
    : diagnosis(catalogSource, {
        cause: 'catalog-not-ready',
        sentence: `Catalog ${name} does not answer: ${inline(groups['why'])}`,
        condition,
        next: 'Wait a minute; if it stays so, read the log of its pod.',
      })
}

const needsApi =
  /bundle (?<bundle>\S+) requires an operator providing an API with group: (?<group>[^,\s]*), version: (?<version>[^,\s]+), kind: (?<kind>[^,\s]+)/
const needsPackage =
  /bundle (?<bundle>\S+) requires an operator with package: (?<package>[^,\s]+) and with version in range: (?<range>.+?)(?=, (?:subscription|bundle|clusterserviceversion) |$)/
const unreferenced = /clusterserviceversion (?<csv>\S+) exists and is not referenced by a subscription/
const otherOperators = /^(?<first>\S+) and (?<second>\S+) (?:originate from|provide) /

interface Clause {
  pattern: RegExp
  say: (groups: Record<string, string | undefined>) => { sentence: string; next: string }
}

const clauses: Clause[] = [
  {
    pattern: needsApi,
    say: ({ bundle, group, version, kind }) => ({
      sentence: `Bundle ${bundle ?? '?'} requires an operator that provides ${kind ?? '?'} (${group ?? '?'}/${version ?? '?'}), and no catalog that OLM may use has one`,
      next: "Add the operator that provides it to a catalog, or take it from the bundle's required APIs.",
    }),
  },
  {
    pattern: needsPackage,
    say: ({ bundle, package: name, range }) => ({
      sentence: `Bundle ${bundle ?? '?'} requires package ${name ?? '?'} in version range ${range ?? '?'}, and no catalog that OLM may use has it`,
      next: "Add that package to a catalog, or correct the bundle's dependencies.",
    }),
  },
  {
    pattern: unreferenced,
    say: ({ csv }) => ({
      sentence: `ClusterServiceVersion ${csv ?? '?'} exists already and belongs to no Subscription, so OLM installs nothing of its package`,
      next: `Delete ClusterServiceVersion ${csv ?? '?'}, or install the version that replaces it with a Subscription that starts there.`,
    }),
  },
]

function unsatisfiable({ subscription }: OlmSnapshot, condition: Condition): OlmDiagnosis {
  const message = (condition.message ?? '').replace(/^constraints not satisfiable: /, '')
  for (const { pattern, say } of clauses) {
    const groups = pattern.exec(message)?.groups
    if (groups)
      return diagnosis(subscription, { cause: 'constraint-not-satisfiable', condition, ...say(groups) })
  }
  const isConstraint = condition.reason === 'ConstraintsNotSatisfiable'
  const twins = otherOperators.exec(message)?.groups
  return diagnosis(subscription, {
    cause: isConstraint ? 'constraint-not-satisfiable' : 'resolution-failed',
    sentence: twins
      ? `OLM cannot install ${listed([twins['first'] ?? '', twins['second'] ?? ''])} together: ${inline(message)}`
      : `OLM finds no set of operators that fits Subscription ${subscription.metadata.name}: ${inline(message)}`,
    condition,
    next: isConstraint
      ? 'Correct the dependencies that the message names, or the Subscriptions of the namespace that exclude each other.'
      : 'Read the message, and the log of the catalog-operator.',
  })
}
