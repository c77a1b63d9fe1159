/** An image reference taken apart, with docker's defaults filled in. */
export interface Reference {
  /** Host and port as the reference names it: `docker.io`, `localhost:5000`. */
  registry: string
  /** `library/busybox` */
  repository: string
  tag?: string
  /** `sha256:...` */
  digest?: string
}

const pattern =
  /^(?<name>[a-zA-Z0-9][\w.-]*(?::\d+)?(?:\/[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*)*)(?::(?<tag>[\w][\w.-]{0,127}))?(?:@(?<digest>sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}))?$/

const component = /^[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*$/

/** `undefined` for what is no reference. `busybox` is `docker.io/library/busybox:latest`. */
export function parseReference(text: string): Reference | undefined {
  const { name = '', tag, digest } = pattern.exec(text)?.groups ?? {}
  if (name === '') return undefined
  const [first = '', ...rest] = name.split('/')
  const hasHost = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost')
  const parts = hasHost ? rest : rest.length === 0 ? ['library', first] : [first, ...rest]
  if (!parts.every((part) => component.test(part))) return undefined
  return {
    registry: hasHost ? first : 'docker.io',
    repository: parts.join('/'),
    ...(digest === undefined ? { tag: tag ?? 'latest' } : tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
  }
}

/** Whether it names its content, and not what somebody may put there later. */
export const isPinned = (ref: string): boolean => /@sha(?:256:[0-9a-f]{64}|512:[0-9a-f]{128})$/.test(ref)
