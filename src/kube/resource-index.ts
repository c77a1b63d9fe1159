import { splitApiVersion, type ApiResource } from './resource.js'

/** Finds resource types by the names that people give them. The server's order decides between equals. */
export class ResourceIndex {
  readonly all: readonly ApiResource[]
  /** The preferred version of each type. */
  readonly preferred: readonly ApiResource[]

  constructor(resources: readonly ApiResource[]) {
    this.all = resources
    const seen = new Set<string>()
    this.preferred = resources.filter(({ group, plural }) => {
      const key = `${plural}.${group}`
      return !seen.has(key) && seen.add(key)
    })
  }

  /** The type of an object that says its apiVersion and kind. */
  ofKind(apiVersion: string, kind: string): ApiResource | undefined {
    const { group, version } = splitApiVersion(apiVersion)
    return this.all.find((row) => row.kind === kind && row.group === group && row.version === version)
  }

  /** Resolves `deploy`, `deployments`, `Deployment`, `deployments.apps`, `deployments.v1.apps`, and a group's beginning. */
  resolve(name: string): ApiResource | undefined {
    const wanted = name.toLowerCase()
    const [resource = '', version, ...rest] = wanted.split('.')
    const group = rest.join('.')
    const candidates = [
      () => this.#find(this.preferred, wanted, ''),
      () =>
        this.#find(
          this.all.filter((row) => row.version === version),
          resource,
          group,
          group === '',
        ),
      () => this.#find(this.preferred, resource, wanted.slice(resource.length + 1)),
    ]
    const tries = wanted.includes('.') ? candidates.slice(1) : candidates.slice(0, 1)
    for (const attempt of tries) {
      const found = attempt()
      if (found) return found
    }
    return undefined
  }

  /** The preferred types of a category such as `all`. */
  inCategory(category: string): ApiResource[] {
    return this.preferred.filter((row) => row.categories.includes(category))
  }

  #find(
    rows: readonly ApiResource[],
    name: string,
    group: string,
    coreOnly = false,
  ): ApiResource | undefined {
    const inGroup = (match: (own: string) => boolean) => rows.filter((row) => match(row.group.toLowerCase()))
    const scopes = coreOnly
      ? [inGroup((own) => own === '')]
      : group === ''
        ? [rows]
        : [inGroup((own) => own === group), inGroup((own) => own.startsWith(group))]
    for (const scope of scopes) {
      const found =
        scope.find(
          (row) => row.plural === name || row.singular === name || row.kind.toLowerCase() === name,
        ) ?? scope.find((row) => row.shortNames.includes(name))
      if (found) return found
    }
    return undefined
  }
}
