import type { Readable, Writable } from 'node:stream'

export interface LogOptions {
  container?: string | undefined
  follow?: boolean
  previous?: boolean
  timestamps?: boolean
  sinceSeconds?: number | undefined
  sinceTime?: string | undefined
  tailLines?: number | undefined
  limitBytes?: number | undefined
}

export interface ExecRequest {
  namespace: string
  pod: string
  container?: string | undefined
  command: string[]
  stdin?: Readable | undefined
  stdout?: Writable | undefined
  stderr?: Writable | undefined
  tty?: boolean
  signal: AbortSignal
}

/** What the API server asks of the node that runs the pods. Errors are `ApiError`s, in the words of a real kubelet. */
export interface NodeRuntime {
  /** The container's log as it is, or as it grows with `follow`; ends when the container has ended. */
  logs(namespace: string, pod: string, options: LogOptions, signal: AbortSignal): Promise<Readable>
  /** Runs a command in a running container; resolves with its exit code once its output is written. */
  exec(request: ExecRequest): Promise<number>
}
