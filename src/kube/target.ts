/** Where an API is and how to be let in: what a kubeconfig or a pod's service account comes down to. */
export interface Target {
  /** `https://host:port`, without a slash at its end; a path prefix is kept. */
  server: string
  tls: TlsFiles
  /** Headers that authorize one request; asked for each time, since tokens rotate. */
  authorize(): Promise<Headers>
  /** The namespace of the context, or of the pod. */
  namespace?: string | undefined
  context?: string | undefined
  proxyUrl?: string | undefined
  /** Deadline of each request, its answer included. */
  requestTimeoutMs?: number | undefined
}

export interface TlsFiles {
  ca?: string | Buffer | undefined
  cert?: string | Buffer | undefined
  key?: string | Buffer | undefined
  servername?: string | undefined
  rejectUnauthorized?: boolean | undefined
}

export type Headers = Record<string, string | string[]>
