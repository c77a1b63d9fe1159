/** One value per key, or several; absent ones are left out of the URL. */
export type Query = Record<string, string | number | boolean | readonly string[] | undefined>

export interface ApiRequest {
  /** Default GET. */
  method?: string | undefined
  /** Begins with `/`; may carry a query of its own. */
  path: string
  query?: Query | undefined
  /** An object goes as JSON, text and bytes as they are. */
  body?: unknown
  /** Default `application/json`. */
  contentType?: string | undefined
  /** Default `application/json`. */
  accept?: string | undefined
  headers?: Record<string, string> | undefined
  signal?: AbortSignal | undefined
}

export interface ApiResponse<T> {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: T
  /** What the server warned of, in the `Warning` header. */
  warnings: string[]
}

/** The path with its query. */
export function pathWithQuery(path: string, query: Query = {}): string {
  const parameters = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? (value as readonly string[]) : [value]) {
      if (one !== undefined) parameters.append(key, String(one))
    }
  }
  const text = parameters.toString()
  return text === '' ? path : `${path}${path.includes('?') ? '&' : '?'}${text}`
}

/** The texts of `Warning: 299 - "text"` headers. */
export function parseWarnings(header: string | string[] | undefined): string[] {
  const text = Array.isArray(header) ? header.join(', ') : (header ?? '')
  return [...text.matchAll(/\b299 \S+ "((?:[^"\\]|\\.)*)"/g)].map(([, warning]) =>
    (warning ?? '').replace(/\\(.)/g, '$1'),
  )
}
