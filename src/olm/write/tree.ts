import { posix, sep } from 'node:path'
import { listPath, objectPath, podPath } from '../../inspect/layout.js'
import type { Written } from '../../inspect/output.js'
import type { InspectProblem } from '../../inspect/types.js'
import { yamlWriter } from '../../kube/format-yaml.js'
import { apiVersionOf, qualifiedName, wellKnown, type ApiResource } from '../../kube/resource.js'
import type { ResourceIndex } from '../../kube/resource-index.js'
import { mapTexts } from '../../lib/map-texts.js'
import type { KubeObject } from '../../model/kubernetes.js'
import type { OlmWriter } from '../writers/types.js'

/** Lays out what was read as `oc adm inspect` does, each thing once, and keeps account of it. */
export class Tree {
  readonly problems: InspectProblem[] = []
  readonly objects: Record<string, number> = {}
  files = 0
  bytes = 0
  readonly #writer: OlmWriter
  #resources: ResourceIndex | undefined
  readonly #shown: (text: string) => string
  readonly #yaml = yamlWriter()
  readonly #written = new Set<string>()

  /** `shown` takes secrets out of what is said of what could not be read. */
  constructor(writer: OlmWriter, shown: (text: string) => string = (text) => text) {
    this.#writer = writer
    this.#shown = shown
  }

  /** The server's types, by which objects find their places. */
  knows(resources: ResourceIndex): void {
    this.#resources = resources
  }

  problem(problem: InspectProblem): void {
    this.problems.push(mapTexts(problem, this.#shown))
  }

  async text(path: string, content: string): Promise<void> {
    await this.#writer.file(path, content)
    this.files++
    this.bytes += Buffer.byteLength(content)
  }

  /** Writes an object under its name; the same one again is written once. */
  async object(object: KubeObject): Promise<void> {
    const type = this.#resources?.ofKind(object.apiVersion, object.kind)
    if (!type) return
    const { name, namespace } = object.metadata
    const path = pathOf(type, type.namespaced ? namespace : undefined, name)
    if (this.#written.has(path)) return
    this.#written.add(path)
    this.#count(type, 1)
    await this.text(path, `---\n${this.#yaml(object)}`)
  }

  /** The events of a namespace, as one list. */
  async events(namespace: string, events: readonly KubeObject[]): Promise<void> {
    this.#count(wellKnown.events, events.length)
    const list = {
      apiVersion: apiVersionOf(wellKnown.events),
      items: events,
      kind: 'EventList',
      metadata: {},
    }
    await this.text(slashes(listPath(wellKnown.events, namespace)), `---\n${this.#yaml(list)}`)
  }

  /** Takes a log whole, or not at all. */
  async stream(path: string, content: AsyncIterable<Buffer>): Promise<Written> {
    try {
      const bytes = await this.#writer.stream(slashes(path), content)
      if (bytes > 0) this.files++
      this.bytes += bytes
      return { bytes }
    } catch (brokenBy) {
      return { bytes: 0, brokenBy }
    }
  }

  #count(type: ApiResource, more: number): void {
    this.objects[qualifiedName(type)] = (this.objects[qualifiedName(type)] ?? 0) + more
  }
}

/** A pod lies where its logs do. */
function pathOf(type: ApiResource, namespace: string | undefined, name: string): string {
  const isPod = type.group === '' && type.plural === 'pods' && namespace !== undefined
  return slashes(isPod ? podPath(namespace, name) : objectPath(type, namespace, name))
}

const slashes = (path: string) => path.split(sep).join(posix.sep)
