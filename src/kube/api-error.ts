import { ExpectedError } from '../model/errors.js'

/** The Status object with which a Kubernetes API says no. */
export interface ApiStatus {
  kind?: string
  status?: string
  message?: string
  reason?: string
  code?: number
  details?: {
    name?: string
    group?: string
    kind?: string
    retryAfterSeconds?: number
    causes?: { reason?: string; message?: string; field?: string }[]
  }
  metadata?: { continue?: string }
}

const advice: Record<string, string> = {
  Unauthorized: 'Log in again, or check the credentials of this kubeconfig context.',
  Forbidden: 'Give the user the right that the message names, or use a context that has it.',
  NotFound: 'Check the name and the namespace.',
  AlreadyExists: 'Delete the existing object or choose another name.',
  Conflict: 'Something else changed the object meanwhile; try again.',
  Invalid: 'Correct the fields that the message names.',
  TooManyRequests: 'The API server is busy; try again later.',
}

/** An answer of the API with a status of 400 or more; `kube.api.<reason>` is its code. */
export class KubeApiError extends ExpectedError {
  /** The HTTP status. */
  readonly status: number
  /** `NotFound`, `Forbidden`, ...; empty where the server sent no Status object. */
  readonly reason: string
  readonly details: NonNullable<ApiStatus['details']>
  readonly body: ApiStatus
  /** Seconds of the Retry-After header, where there was one. */
  readonly retryAfter: number | undefined

  constructor(
    status: number,
    body: ApiStatus,
    request: { method: string; path: string },
    retryAfter?: number,
  ) {
    const reason = body.reason ?? ''
    super({
      code: `kube.api.${reason === '' ? status : kebab(reason)}`,
      message: body.message ?? `${request.method} ${request.path} was answered with status ${status}`,
      next: advice[reason] ?? `The request was ${request.method} ${request.path}.`,
      exitCode: 3,
    })
    this.name = 'KubeApiError'
    this.status = status
    this.reason = reason
    this.details = body.details ?? {}
    this.body = body
    this.retryAfter = retryAfter
  }
}

function kebab(reason: string): string {
  return reason.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase()
}

/** Reasons of plain-text answers, which carry no Status object. */
const reasonByStatus: Record<number, string> = {
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'NotFound',
  405: 'MethodNotAllowed',
  409: 'Conflict',
  415: 'UnsupportedMediaType',
  422: 'Invalid',
  429: 'TooManyRequests',
  500: 'InternalError',
  503: 'ServiceUnavailable',
  504: 'Timeout',
}

/** Reads the body of a refused request as a Status; text becomes its message. */
export function toApiStatus(status: number, text: string): ApiStatus {
  try {
    const parsed = JSON.parse(text) as ApiStatus | null
    if (parsed?.kind === 'Status') return parsed
  } catch {
    // Not JSON: load balancers and unknown paths answer in text.
  }
  const message = text.trim()
  if (status === 404 && (message === '' || message === '404 page not found')) {
    return { message: 'the server could not find the requested resource', reason: 'NotFound', code: 404 }
  }
  const reason = reasonByStatus[status]
  return { code: status, ...(message && { message: message.slice(0, 1000) }), ...(reason && { reason }) }
}

const hasStatus =
  (status: number, reason?: string) =>
  (error: unknown): error is KubeApiError =>
    error instanceof KubeApiError &&
    error.status === status &&
    (reason === undefined || error.reason === reason)

export const isNotFound = hasStatus(404)
export const isForbidden = hasStatus(403)

/** What is read, or `undefined` where the user may not read it. */
export async function unlessForbidden<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading
  } catch (error) {
    if (isForbidden(error)) return undefined
    throw error
  }
}

/** Admission reads service accounts from a cache of its own, which may not have a new one yet; there is nothing to watch. */
export const isAccountUnknown = (error: unknown): error is KubeApiError =>
  isForbidden(error) && error.message.includes('error looking up service account')

/** The namespace's pod security level does not take a pod as it is. Admission says it with 403, a policy in its place with 422. */
export const violatesPodSecurity = (error: unknown): error is KubeApiError =>
  error instanceof KubeApiError && error.message.includes('violates PodSecurity')

/** Roles that every user has on every cluster: a server that does not find them has only just started, and refuses whatever it is asked. */
const rolesOfAll = /clusterrole\.rbac\.authorization\.k8s\.io "system:(?:basic-user|discovery)" not found/
export const isStarting = (error: unknown): error is KubeApiError =>
  isForbidden(error) && rolesOfAll.test(error.message)
export const isUnauthorized = hasStatus(401)
export const isGone = hasStatus(410)
/** Another writer was first; not the same as `isAlreadyExists`. */
export const isConflict = hasStatus(409, 'Conflict')
export const isAlreadyExists = hasStatus(409, 'AlreadyExists')
