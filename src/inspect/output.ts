import { randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, open, rename, rm, writeFile, type FileHandle } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { mapTexts } from '../lib/map-texts.js'
import { yamlWriter } from '../kube/format-yaml.js'
import { apiVersionOf, type ApiResource } from '../kube/resource.js'
import type { ListPage } from '../kube/list.js'
import type { KubeObject } from '../model/kubernetes.js'
import { redactObject, type RedactOptions } from './redact/index.js'
import type { InspectProblem } from './types.js'

/** Small, since several logs are written at once, and a log is written as it comes. */
const logBuffer = 64 * 1024

/** What became of a stream. */
export interface Written {
  bytes: number
  /** Why it is not whole. */
  brokenBy?: unknown
}

/** The folder that is written to, and the account of what went into it. Every file appears whole, under its name, or not at all. */
export class Output {
  readonly destDir: string
  readonly problems: InspectProblem[] = []
  /** Bytes by path. */
  readonly #written = new Map<string, number>()
  readonly #redact: RedactOptions
  readonly #shown: (text: string) => string
  readonly #yaml = yamlWriter()
  /** Tells the files of several runs into one folder apart while they are written. */
  readonly #id = randomBytes(6).toString('hex')
  readonly #folders = new Map<string, Promise<unknown>>()

  /** `shown` takes secrets out of what is said of what could not be read. */
  constructor(destDir: string, redact: RedactOptions = {}, shown = (text: string) => text) {
    this.destDir = destDir
    this.#redact = redact
    this.#shown = shown
  }

  get files(): number {
    return this.#written.size
  }

  get bytes(): number {
    return [...this.#written.values()].reduce((sum, bytes) => sum + bytes, 0)
  }

  problem(problem: InspectProblem): void {
    this.problems.push(mapTexts(problem, this.#shown))
  }

  async text(path: string, content: string): Promise<void> {
    const partial = await this.#begin(path)
    await writeFile(partial, content)
    await this.#keep(path, partial, Buffer.byteLength(content))
  }

  /** Any value as YAML, as it is. */
  async document(path: string, value: unknown): Promise<void> {
    await this.text(path, this.#yaml(value))
  }

  /** Writes an object, redacted. */
  async object(path: string, object: KubeObject): Promise<void> {
    await this.text(path, `---\n${this.#yaml(redactObject(object, this.#redact))}`)
  }

  /** The same without the document's start, as oc writes a namespace. */
  async bareObject(path: string, object: KubeObject): Promise<void> {
    await this.document(path, redactObject(object, this.#redact))
  }

  /** Writes a list chunk by chunk, each object redacted, so that memory holds one chunk. A list that breaks off leaves no file. */
  async list(path: string, resource: ApiResource, pages: AsyncIterable<ListPage>): Promise<void> {
    const partial = await this.#begin(path)
    const handle = await open(partial, 'w')
    try {
      const bytes = await this.#writeList(handle, resource, pages)
      await handle.close()
      await this.#keep(path, partial, bytes)
    } catch (error) {
      await handle.close()
      await rm(partial, { force: true })
      throw error
    }
  }

  async #writeList(
    handle: FileHandle,
    resource: ApiResource,
    pages: AsyncIterable<ListPage>,
  ): Promise<number> {
    let empty = true
    let version = ''
    await handle.write(`---\napiVersion: ${apiVersionOf(resource)}\n`)
    for await (const { items, resourceVersion } of pages) {
      version = resourceVersion
      if (items.length === 0) continue
      const rows = items.map((item) => this.#yaml([redactObject(item, this.#redact)]))
      await handle.write(`${empty ? 'items:\n' : ''}${rows.join('')}`)
      empty = false
    }
    const tail = this.#yaml({ kind: `${resource.kind}List`, metadata: { resourceVersion: version } })
    await handle.write(`${empty ? 'items: []\n' : ''}${tail}`)
    return (await handle.stat()).size
  }

  /** Writes a stream; none of it leaves no file. One that breaks off leaves what came, since half a log is better than none. */
  async stream(path: string, content: AsyncIterable<Buffer>, signal: AbortSignal): Promise<Written> {
    const partial = await this.#begin(path)
    const file = createWriteStream(partial, { highWaterMark: logBuffer })
    const broken = await pipeline(content, file, { signal }).then(
      () => ({}),
      (cause: unknown) => ({ brokenBy: cause }),
    )
    const bytes = file.bytesWritten
    if (bytes > 0) await this.#keep(path, partial, bytes)
    else await rm(partial, { force: true })
    return { bytes, ...broken }
  }

  async #begin(path: string): Promise<string> {
    const target = join(this.destDir, path)
    const folder = dirname(target)
    let made = this.#folders.get(folder)
    if (!made) this.#folders.set(folder, (made = mkdir(folder, { recursive: true })))
    await made
    return join(folder, `.${basename(target)}.${this.#id}.partial`)
  }

  async #keep(path: string, partial: string, bytes: number): Promise<void> {
    await rename(partial, join(this.destDir, path))
    this.#written.set(path, bytes)
  }
}
