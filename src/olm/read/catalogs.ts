import type { KubeObject } from '../../model/kubernetes.js'
import { fromConfigMap, fromJob, unpackLabel, type Unpacking } from '../belong/unpack.js'
import type { OlmTypes } from './olm-types.js'
import type { Reader, Unread } from './reader.js'
import { createShelf } from './shelf.js'

const catalogLabel = 'olm.catalogSource'

/** What a namespace has of catalogs, and of the bundles that they had unpacked. */
export interface CatalogNamespace {
  source(name: string): KubeObject | undefined
  podsOf(source: string): KubeObject[]
  unpackings: readonly Unpacking[]
  jobs(unpacking: string): KubeObject[]
  unpackPods(unpacking: string): KubeObject[]
  /** Metadata alone. */
  configMaps(unpacking: string): KubeObject[]
  unread: Unread
}

/** Reads a catalog's namespace once, whoever asks and how often. */
export function createCatalogs(
  reader: Reader,
  types: OlmTypes,
): (namespace: string) => Promise<CatalogNamespace> {
  const known = new Map<string, Promise<CatalogNamespace>>()
  return (namespace) => {
    let reading = known.get(namespace)
    if (!reading) known.set(namespace, (reading = readNamespace(reader, types, namespace)))
    return reading
  }
}

async function readNamespace(reader: Reader, types: OlmTypes, namespace: string): Promise<CatalogNamespace> {
  const unread: Unread = new Set()
  const [sources, pods, jobs, unpackPods, configMaps] = [
    createShelf(),
    createShelf(),
    createShelf(),
    createShelf(),
    createShelf(),
  ]
  const unpackings = new Map<string, Unpacking>()
  const learn = (name: string, more: Partial<Unpacking>) =>
    unpackings.set(name, { name, done: false, ...unpackings.get(name), ...more })
  const unpacks = { namespace, labelSelector: unpackLabel }
  await Promise.all([
    reader.each(types.catalogSources, { namespace }, unread, (one) => sources.add(one.metadata.name, one)),
    reader.each(types.pods, { namespace, labelSelector: catalogLabel }, unread, (pod) =>
      pods.add(pod.metadata.labels?.[catalogLabel] ?? '', pod),
    ),
    reader.each(types.jobs, unpacks, unread, (job) => {
      jobs.add(job.metadata.name, job)
      learn(job.metadata.name, fromJob(job))
    }),
    reader.each(types.pods, unpacks, unread, (pod) =>
      unpackPods.add(pod.metadata.labels?.[unpackLabel] ?? '', pod),
    ),
    reader.each(types.configMaps, { namespace, metadataOnly: true }, unread, (map) => {
      const told = fromConfigMap(map)
      if (told.catalog === undefined) return
      configMaps.add(map.metadata.name, map)
      learn(map.metadata.name, told)
    }),
  ])
  return {
    source: (name) => sources.get(name)[0],
    podsOf: (source) => pods.get(source),
    unpackings: [...unpackings.values()],
    jobs: (name) => jobs.get(name),
    unpackPods: (name) => unpackPods.get(name),
    configMaps: (name) => configMaps.get(name),
    unread,
  }
}
