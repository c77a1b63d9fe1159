import type { BundleRule } from '../rule.js'
import { at } from '../rule.js'
import type { Manifest, Part } from '../view.js'
import { deploymentsOf, ownedApiServices, ownedCrds, permissionsOf, webhooksOf } from '../view.js'
import type { Json } from '../values.js'
import { list, record, records, shown, text, valueAt } from '../values.js'
import { ofCsv } from './csv.js'

const check = 'MG-OLM-001'
const level = 'required'

const podSpecOf = (deployment: Part): Json => record(valueAt(deployment.value, ['spec', 'template', 'spec']))
const podWay = (deployment: Part) => [...deployment.way, 'spec', 'template', 'spec']

/** The account of a Deployment's pods; without one they run as `default`, which every namespace has. */
const accountOf = (deployment: Part): string =>
  text(podSpecOf(deployment)['serviceAccountName']) ??
  text(podSpecOf(deployment)['serviceAccount']) ??
  'default'

const deploymentNames = (csv: Manifest): string[] =>
  deploymentsOf(csv).map(({ value }) => text(value['name']) ?? '')

export const deploymentRules: BundleRule[] = [
  {
    ...{ id: 'deployment-selector', check, level },
    must: "A Deployment's selector matches the labels of its pods.",
    fix: 'Give the template the labels that spec.selector.matchLabels asks for.',
    find: ofCsv(function* (csv) {
      for (const deployment of deploymentsOf(csv)) {
        const selector = record(valueAt(deployment.value, ['spec', 'selector']))
        const wanted = record(selector['matchLabels'])
        const labels = record(valueAt(deployment.value, ['spec', 'template', 'metadata', 'labels']))
        const isEmpty = Object.keys(wanted).length === 0 && list(selector['matchExpressions']).length === 0
        const matches = Object.entries(wanted).every(([key, value]) => labels[key] === value)
        if (matches && !isEmpty) continue
        const message = isEmpty
          ? `Deployment ${shown(deployment.value['name'])} has no selector`
          : `the selector of Deployment ${shown(deployment.value['name'])} does not match its own pods`
        const way = [...deployment.way, 'spec', 'selector']
        yield at(csv, way, { message, want: shown(wanted), got: shown(labels) })
      }
    }),
  },
  {
    ...{ id: 'deployment-container', check, level },
    must: 'A Deployment has containers, each with a name of its own and an image.',
    fix: 'Name the container and its image.',
    find: ofCsv(function* (csv) {
      for (const deployment of deploymentsOf(csv)) {
        const name = shown(deployment.value['name'])
        const containers = records(podSpecOf(deployment)['containers'])
        const way = [...podWay(deployment), 'containers']
        if (containers.length === 0)
          yield at(csv, way, {
            message: `Deployment ${name} has no container`,
            want: 'a container',
            got: 'none',
          })
        const all = [...containers, ...records(podSpecOf(deployment)['initContainers'])]
        const names = all.map((container) => text(container['name']))
        for (const [index, container] of all.entries()) {
          const isTwice = names.indexOf(names[index]) !== index
          const lacks = (['name', 'image'] as const).find((field) => text(container[field]) === undefined)
          if (lacks === undefined && !isTwice) continue
          const message =
            lacks === undefined
              ? `Deployment ${name} has two containers of the name ${shown(names[index])}`
              : `container ${index + 1} of Deployment ${name} has no ${lacks}`
          yield at(csv, way, { message, want: 'a name of its own and an image', got: shown(names[index]) })
        }
      }
    }),
  },
  {
    ...{ id: 'service-account-missing', check, level },
    must: 'The service account of a Deployment comes with rights: from permissions, clusterPermissions, or an object of the bundle.',
    fix: 'List the account under permissions or clusterPermissions with the rules that it needs.',
    find: ofCsv(function* (csv, { manifests, complete }) {
      if (!complete) return
      const given = new Set([
        'default',
        ...permissionsOf(csv).map(({ value }) => value['serviceAccountName']),
        ...manifests.filter(({ kind }) => kind === 'ServiceAccount').map(({ name }) => name),
      ])
      for (const deployment of deploymentsOf(csv)) {
        const account = accountOf(deployment)
        if (given.has(account)) continue
        const message = `nothing makes the service account ${account} of Deployment ${shown(deployment.value['name'])}`
        const got = [...given].map(shown).join(', ')
        yield at(csv, [...podWay(deployment), 'serviceAccountName'], { message, want: account, got })
      }
    }),
  },
  {
    ...{ id: 'service-account-twice', check, level },
    must: 'manifests/ holds no ServiceAccount of the name that a Deployment uses: OLM makes that one.',
    fix: 'Take the ServiceAccount out of the bundle, and list its rights under permissions.',
    find: ofCsv(function* (csv, { manifests }) {
      const used = new Set(deploymentsOf(csv).map(accountOf))
      for (const account of manifests) {
        if (account.kind !== 'ServiceAccount' || !used.has(account.name)) continue
        const message = `the service account ${account.name} is in manifests/ too`
        yield at(account, [], { message, want: 'none of that name', got: account.name })
      }
    }),
  },
  {
    ...{ id: 'permission-rule', check, level },
    must: 'Every entry of permissions names an account and rules, and every rule has verbs and what they are for.',
    fix: 'Give the rule verbs, with apiGroups and resources, or nonResourceURLs under clusterPermissions.',
    find: ofCsv(function* (csv) {
      for (const { value, way, scope } of permissionsOf(csv)) {
        const account = text(value['serviceAccountName'])
        if (account === undefined) {
          const message = `an entry of ${scope} names no service account`
          yield at(csv, way, { message, want: 'serviceAccountName', got: shown(value['serviceAccountName']) })
        }
        for (const [index, rule] of records(value['rules']).entries()) {
          const problem = ruleProblem(rule, scope)
          if (problem === undefined) continue
          const message = `rule ${index + 1} of ${account ?? 'nobody'} under ${scope} ${problem}`
          yield at(csv, [...way, 'rules', index], {
            message,
            want: 'verbs, apiGroups and resources',
            got: shown(rule),
          })
        }
      }
    }),
  },
]

function ruleProblem(rule: Json, scope: 'permissions' | 'clusterPermissions'): string | undefined {
  const has = (field: string) => list(rule[field]).length > 0
  if (!has('verbs')) return 'has no verbs'
  if (has('nonResourceURLs'))
    return scope === 'permissions' ? 'has nonResourceURLs, which are no namespace’s' : undefined
  if (!has('resources')) return 'has no resources'
  return has('apiGroups') ? undefined : 'has no apiGroups'
}

const webhookTypes = ['ValidatingAdmissionWebhook', 'MutatingAdmissionWebhook', 'ConversionWebhook']

export const serviceRules: BundleRule[] = [
  {
    ...{ id: 'webhook-deployment', check, level },
    must: 'A webhook is served by a Deployment of the ClusterServiceVersion.',
    fix: 'Write the name of the Deployment as deploymentName.',
    find: ofCsv(function* (csv) {
      yield* withoutDeployment(csv, webhooksOf(csv), 'webhook')
    }),
  },
  {
    ...{ id: 'webhook-field', check, level },
    must: 'A webhook has a type that OLM knows, a generateName, admissionReviewVersions, and sideEffects of None or NoneOnDryRun.',
    fix: 'Add the field to the entry under webhookdefinitions.',
    find: ofCsv(function* (csv) {
      for (const { value, way } of webhooksOf(csv)) {
        const { type, generateName, sideEffects } = value
        const problems = [
          webhookTypes.includes(String(type)) ? [] : ['type', type, webhookTypes.join(', ')],
          text(generateName) === undefined ? ['generateName', generateName, 'a name'] : [],
          list(value['admissionReviewVersions']).length === 0
            ? ['admissionReviewVersions', value['admissionReviewVersions'], 'v1']
            : [],
          ['None', 'NoneOnDryRun'].includes(String(sideEffects)) ? [] : ['sideEffects', sideEffects, 'None'],
        ]
        for (const [field, got, want] of problems) {
          if (typeof field !== 'string') continue
          const message = `webhook ${shown(generateName)} has ${shown(got)} as ${field}`
          yield at(csv, [...way, field], { message, want: String(want), got: shown(got) })
        }
      }
    }),
  },
  {
    ...{ id: 'webhook-conversion', check, level },
    must: 'A conversion webhook names CustomResourceDefinitions that the ClusterServiceVersion owns.',
    fix: 'List under conversionCRDs the names of owned CustomResourceDefinitions.',
    find: ofCsv(function* (csv) {
      const owned = ownedCrds(csv).map(({ value }) => value['name'])
      for (const { value, way } of webhooksOf(csv)) {
        const names = list(value['conversionCRDs'])
        const isConversion = value['type'] === 'ConversionWebhook'
        const wrong = names.filter((name) => !owned.includes(name))
        if (wrong.length === 0 && isConversion === names.length > 0) continue
        const message =
          wrong.length > 0
            ? `a conversion webhook names ${wrong.map(shown).join(', ')}, which the operator does not own`
            : isConversion
              ? 'a conversion webhook names no CustomResourceDefinition'
              : 'a webhook that converts nothing has conversionCRDs'
        const want = owned.map(shown).join(', ')
        yield at(csv, [...way, 'conversionCRDs'], {
          message,
          want,
          got: names.map(shown).join(', ') || 'none',
        })
      }
    }),
  },
  {
    ...{ id: 'api-service', check, level },
    must: 'An owned APIService has name, group, version and kind, and a Deployment that serves it.',
    fix: 'Add the field to the entry under apiservicedefinitions.owned.',
    find: ofCsv(function* (csv) {
      const services = ownedApiServices(csv)
      yield* withoutDeployment(csv, services, 'APIService')
      for (const { value, way } of services)
        for (const field of ['name', 'group', 'version', 'kind']) {
          const message = `an owned APIService has no ${field}`
          if (text(value[field]) === undefined)
            yield at(csv, [...way, field], { message, want: field, got: shown(value[field]) })
        }
    }),
  },
]

function* withoutDeployment(csv: Manifest, parts: readonly Part[], what: string) {
  const names = deploymentNames(csv)
  for (const { value, way } of parts) {
    const got = text(value['deploymentName'])
    if (got !== undefined && names.includes(got)) continue
    const message = `a ${what} is served by ${shown(value['deploymentName'])}, which is no Deployment of the operator`
    yield at(csv, [...way, 'deploymentName'], { message, want: names.join(', '), got: shown(got) })
  }
}
