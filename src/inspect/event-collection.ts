import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { toKubeEvent, type KubeEvent } from '../kube/events.js'
import type { KubeObject } from '../model/kubernetes.js'

/** The events of a dump, each once: those that this run reads, and those that earlier runs into the same folder left. */
export class EventCollection {
  readonly #events = new Map<string, KubeEvent>()
  /** Files of this run, whose events are here already. */
  readonly #files = new Set<string>()

  /** The events that a file of this run holds. */
  add(path: string, objects: readonly KubeObject[]): void {
    this.#files.add(path)
    for (const object of objects) {
      const { uid, namespace, name } = object.metadata
      this.#events.set(uid ?? `${namespace ?? ''}/${name}`, toKubeEvent(object))
    }
  }

  /** Reads the events that others wrote into the folder. */
  async addOthers(destDir: string): Promise<void> {
    const root = join(destDir, 'namespaces')
    for (const namespace of await readdir(root).catch(() => [])) {
      const path = join('namespaces', namespace, 'core', 'events.yaml')
      if (this.#files.has(path)) continue
      const content = await readFile(join(destDir, path), 'utf8').catch(() => undefined)
      if (content !== undefined) this.add(path, await parse(content, path))
    }
  }

  all(): KubeEvent[] {
    return [...this.#events.values()]
  }
}

/** The events of a file, JSON or YAML; the parser is loaded only where one is read. Throws `kube.bad-yaml`, `kube.bad-manifest`. */
export async function parse(content: string, source: string): Promise<KubeObject[]> {
  const { parseManifests } = await import('../kube/yaml.js')
  return parseManifests(content, source)
}
