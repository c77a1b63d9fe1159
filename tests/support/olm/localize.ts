import { createHash } from 'node:crypto'
import type { KubeObject } from '../../../src/model/kubernetes.js'
import { recordedNamespace, theOne } from './recordings.js'

/** How the objects of a recording are called where they are put; each defaults to the recorded name. */
export interface LocalNames {
  namespace?: string | undefined
  subscription?: string | undefined
  catalogSource?: string | undefined
  operatorGroup?: string | undefined
}

/** Puts other names, uids and times into objects of a recording. */
export interface Localizer {
  /** The object under its local name, with the uids that its owners have on the cluster. */
  here(object: KubeObject): KubeObject
  /** Notes that a recorded object has been put, and under which uid. */
  put(recorded: KubeObject, uid: string | undefined): void
}

interface SubscriptionSpec {
  source: string
}

/**
 * A localizer for one recording; `names` are read at each use, as a player learns them one by one. All times are moved so
 * that the Subscription was made at `madeAt`: a finished Job keeps its five minutes, and what counts seconds counts the same ones. Recordings of
 * one run of OLM share their `uids`.
 */
export function localizer(
  objects: readonly KubeObject[],
  names: LocalNames,
  madeAt: Date,
  uids = new Map<string, string>(),
): Localizer {
  const subscription = theOne(objects, 'Subscription')
  const recordedNames: Omit<LocalNames, 'namespace'> = {
    subscription: subscription.metadata.name,
    catalogSource: (subscription.spec as SubscriptionSpec).source,
    operatorGroup: objects.find(({ kind }) => kind === 'OperatorGroup')?.metadata.name,
  }
  const shiftMs = madeAt.getTime() - Date.parse(subscription.metadata.creationTimestamp ?? '')
  const rename = (text: string) =>
    inNamespace(
      withNames(uids.get(text) ?? text, recordedNames, names),
      names.namespace ?? recordedNamespace,
    ).replace(/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\b/g, (time) => moved(time, shiftMs))
  return {
    here: (object) => changed(object, rename, names.namespace ?? recordedNamespace) as KubeObject,
    put: ({ metadata }, uid) => {
      if (metadata.uid !== undefined && uid !== undefined) uids.set(metadata.uid, uid)
    },
  }
}

function withNames(text: string, recorded: Omit<LocalNames, 'namespace'>, local: LocalNames): string {
  const keys = ['subscription', 'catalogSource', 'operatorGroup'] as const
  return keys.reduce((result, key) => {
    const [from, to] = [recorded[key], local[key]]
    return from === undefined || to === undefined || from === to ? result : result.replaceAll(from, to)
  }, text)
}

function moved(time: string, ms: number): string {
  return `${new Date(Date.parse(time) + ms).toISOString().slice(0, 19)}Z`
}

const recordedPattern = recordedNamespace.replaceAll('-', '\\-')

/** Where the namespace stands inside longer texts: labels and names, messages, and JSON in annotations. */
const inText = {
  /** `<package>.<namespace>`, cut to what a label may have. */
  component: new RegExp(`\\b(${recordedPattern}|other-operator)\\.${recordedPattern}$`),
  address: new RegExp(`\\.${recordedPattern}\\.svc\\b`, 'g'),
  key: new RegExp(`\\b${recordedPattern}/`, 'g'),
  json: new RegExp(`(amespaces?\\\\?":\\[?\\\\?")${recordedPattern}\\b(?=\\\\?")`, 'g'),
  /** Names that OLM gave to cluster-scoped roles, which are others in another namespace. */
  hash: /\b\d[A-Za-z0-9]{34,}\b/g,
}

function inNamespace(text: string, namespace: string): string {
  if (namespace === recordedNamespace) return text
  return text
    .replace(inText.address, `.${namespace}.svc`)
    .replace(inText.key, `${namespace}/`)
    .replace(inText.json, `$1${namespace}`)
    .replace(inText.component, (_, name: string) =>
      `${name}.${namespace}`.slice(0, 63).replace(/[._-]+$/, ''),
    )
    .replace(inText.hash, (hash) => (/[A-Z]/.test(hash) ? otherHash(hash, namespace) : hash))
}

function otherHash(hash: string, namespace: string): string {
  return `${hash.slice(0, -12)}${createHash('sha256').update(namespace).digest('hex').slice(0, 12)}`
}

function changed(value: unknown, rename: (text: string) => string, namespace: string, key = ''): unknown {
  if (typeof value === 'string')
    return value === recordedNamespace && isNamespaceKey(key) ? namespace : rename(value)
  if (Array.isArray(value)) return value.map((item) => changed(item, rename, namespace, key))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [rename(name), changed(item, rename, namespace, name)]),
  )
}

function isNamespaceKey(key: string): boolean {
  return /namespace/i.test(key)
}
