import { KubeApiError, type ApiStatus } from '../kube/api-error.js'
import { ExpectedError } from '../model/errors.js'

/** A failure that kubectl tells as `error: <message>`. */
export class KubectlError extends Error {
  readonly exitCode: number
  /** Printed as it is, without `error: ` in front. */
  readonly verbatim: boolean

  constructor(message: string, options: { exitCode?: number; verbatim?: boolean } = {}) {
    super(message)
    this.exitCode = options.exitCode ?? 1
    this.verbatim = options.verbatim ?? false
  }
}

/** Several failures, after all that could be done was done. */
export class ManyErrors extends Error {
  readonly errors: readonly unknown[]

  constructor(errors: readonly unknown[]) {
    super(`${errors.length} errors`)
    this.errors = errors
  }
}

/** Throws what went wrong, if anything did. */
export function throwAll(errors: readonly unknown[]): void {
  if (errors.length === 1) throw errors[0]
  if (errors.length > 1) throw new ManyErrors(errors)
}

/** The line that kubectl prints for a failure, and its exit code; `undefined` where the failure is none that was foreseen. */
export function explain(error: unknown): { text: string; exitCode: number } | undefined {
  if (error instanceof ManyErrors) {
    const parts = error.errors.map(explain)
    return { text: parts.map((part) => part?.text ?? '').join('\n'), exitCode: 1 }
  }
  if (error instanceof KubectlError)
    return { text: error.verbatim ? error.message : `error: ${error.message}`, exitCode: error.exitCode }
  if (error instanceof KubeApiError) return { text: explainStatus(error.body, error), exitCode: 1 }
  if (error instanceof ExpectedError) return { text: explainExpected(error), exitCode: 1 }
  return undefined
}

function explainStatus(body: ApiStatus, { status, reason, message }: KubeApiError): string {
  if (status === 401) return `error: You must be logged in to the server (${message})`
  if (reason === 'Invalid') return explainInvalid(body, message)
  return reason === '' ? `Error from server: ${message}` : `Error from server (${reason}): ${message}`
}

function explainInvalid({ details }: ApiStatus, message: string): string {
  if (!details?.kind) return `The request is invalid: ${message}`
  const head = `The ${details.kind} "${details.name ?? ''}" is invalid`
  const causes = [
    ...new Set((details.causes ?? []).map((cause) => `${cause.field ?? ''}: ${cause.message ?? ''}`)),
  ]
  if (causes.length === 0) return message.startsWith(details.kind) ? `${head}: ${message}` : head
  return causes.length === 1
    ? `${head}: ${causes[0] ?? ''}`
    : `${head}: \n${causes.map((cause) => `* ${cause}`).join('\n')}`
}

function explainExpected(error: ExpectedError): string {
  if (error.code === 'kube.unreachable' && /ECONNREFUSED/.test(error.message)) {
    const host = /https?:\/\/([^\s/]+)/.exec(error.message)?.[1] ?? ''
    return `The connection to the server ${host} was refused - did you specify the right host or port?`
  }
  if (['kube.unreachable', 'kube.tls', 'kube.dropped'].includes(error.code))
    return `Unable to connect to the server: ${error.message}`
  return `error: ${error.message}`
}

/** Puts `error when creating "file": ` before the server's words, as kubectl does for what comes from files. */
export function during(action: string, error: unknown): unknown {
  if (!(error instanceof KubeApiError) || error.reason === 'Invalid') return error
  return new KubeApiError(
    error.status,
    { ...error.body, message: `${action}: ${error.message}` },
    { method: '', path: '' },
  )
}
