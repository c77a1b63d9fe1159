import { createWriteStream } from 'node:fs'
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { KubeObject } from '../model/kubernetes.js'
import { formatYaml } from '../kube/yaml.js'
import { apiVersionOf, type ApiResource } from '../kube/resource.js'
import { elideObject } from '../elide/index.js'

/** What could not be had, for `errors.json`. */
export interface InspectProblem {
  /** The file that is missing because of it, or the thing that was asked for. */
  subject: string
  reason: string
  message: string
  /** `skipped` is as it should be: a container that has not started has no log. */
  severity: 'error' | 'skipped'
}

/** The folder that is written to, and the account of what went into it. */
export class Output {
  readonly destDir: string
  readonly problems: InspectProblem[] = []
  files = 0

  constructor(destDir: string) {
    this.destDir = destDir
  }

  problem(problem: InspectProblem): void {
    this.problems.push(problem)
  }

  async text(path: string, content: string): Promise<void> {
    await this.#prepared(path)
    await writeFile(join(this.destDir, path), content)
    this.files++
  }

  /** Writes an object, elided. */
  async object(path: string, object: KubeObject): Promise<void> {
    await this.text(path, `---\n${formatYaml(elideObject(object))}`)
  }

  /** Writes a list chunk by chunk, each object elided, so that memory holds one chunk. A list that breaks off leaves no file. */
  async list(
    path: string,
    resource: ApiResource,
    pages: AsyncIterable<{ items: KubeObject[]; resourceVersion: string }>,
  ): Promise<void> {
    let handle: Awaited<ReturnType<typeof open>> | undefined
    const target = join(this.destDir, path)
    const partial = `${target}.partial`
    let empty = true
    let version = ''
    try {
      for await (const { items, resourceVersion } of pages) {
        if (!handle) {
          await this.#prepared(path)
          handle = await open(partial, 'w')
          await handle.write(`---\napiVersion: ${apiVersionOf(resource)}\n`)
        }
        version = resourceVersion
        if (items.length === 0) continue
        await handle.write(`${empty ? 'items:\n' : ''}${formatYaml(items.map(elideObject))}`)
        empty = false
      }
      await handle?.write(
        `${empty ? 'items: []\n' : ''}kind: ${resource.kind}List\nmetadata:\n  resourceVersion: ${JSON.stringify(version)}\n`,
      )
      await handle?.close()
      handle = undefined
      await rename(partial, target)
      this.files++
    } catch (error) {
      await handle?.close().catch(() => {})
      await rm(partial, { force: true })
      throw error
    }
  }

  /** Writes a stream; one that breaks off leaves what came, since half a log is better than none. */
  async stream(path: string, content: Readable, signal: AbortSignal): Promise<void> {
    await this.#prepared(path)
    await pipeline(content, createWriteStream(join(this.destDir, path)), { signal })
    this.files++
  }

  /** Adds this run's problems to those that earlier runs into the same folder left. */
  async writeProblems(): Promise<void> {
    if (this.problems.length === 0) return
    const target = join(this.destDir, 'errors.json')
    const earlier = await readFile(target, 'utf8').then(
      (content) => JSON.parse(content) as InspectProblem[],
      () => [],
    )
    const partial = `${target}.${process.pid}`
    await mkdir(this.destDir, { recursive: true })
    await writeFile(partial, `${JSON.stringify([...earlier, ...this.problems], null, 2)}\n`)
    await rename(partial, target)
  }

  async #prepared(path: string): Promise<void> {
    await mkdir(dirname(join(this.destDir, path)), { recursive: true })
  }
}
