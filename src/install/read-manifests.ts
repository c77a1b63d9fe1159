import { readFile } from 'node:fs/promises'
import { parseYaml } from '../kube/index.js'
import { ExpectedError } from '../model/errors.js'
import type { KubeObject } from '../model/kubernetes.js'

/** An object of a manifest file, and where it stands. */
export interface Manifest {
  object: KubeObject
  /** `/path/file.yaml, document 2` */
  source: string
}

/** Reads files of one or more YAML documents, lists taken apart. Throws `install.manifest-invalid` with all that is wrong. */
export async function readManifests(files: readonly string[]): Promise<Manifest[]> {
  const problems: string[] = []
  const manifests: Manifest[] = []
  for (const file of files) {
    const documents = parse(await read(file), file, problems)
    documents.forEach((document, index) => {
      collect(document, documents.length > 1 ? `${file}, document ${index + 1}` : file, manifests, problems)
    })
  }
  if (problems.length > 0) throw manifestInvalid(problems.join('\n'))
  return manifests
}

export function manifestInvalid(message: string, cause?: unknown): ExpectedError {
  return new ExpectedError({
    code: 'install.manifest-invalid',
    message,
    next: 'Correct the manifest; `kubectl apply --dry-run=server -f` shows the same.',
    exitCode: 2,
    cause,
  })
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw manifestInvalid(
      `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      error,
    )
  }
}

function parse(text: string, file: string, problems: string[]): unknown[] {
  try {
    return parseYaml(text, file)
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error
    problems.push(error.message)
    return []
  }
}

function collect(document: unknown, source: string, into: Manifest[], problems: string[]): void {
  const object = document as KubeObject & { items?: unknown }
  const problem = whatIsWrong(object)
  if (problem !== undefined) {
    problems.push(`${source}: ${problem}`)
  } else if (object.kind.endsWith('List') && Array.isArray(object.items)) {
    object.items.forEach((item, index) => collect(item, `${source}, item ${index + 1}`, into, problems))
  } else if (typeof object.metadata?.name !== 'string' || object.metadata.name === '') {
    problems.push(`${source}: ${object.kind} has no metadata.name`)
  } else {
    into.push({ object, source })
  }
}

function whatIsWrong(object: KubeObject): string | undefined {
  if (typeof object !== 'object' || Array.isArray(object)) return 'it is no Kubernetes object'
  if (typeof object.apiVersion !== 'string') return 'apiVersion is missing'
  if (typeof object.kind !== 'string') return 'kind is missing'
  return undefined
}
