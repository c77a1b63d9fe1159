/** Why an API request is refused, as the API says it: HTTP code, reason, message and details of a `Status`. */
export interface StatusCause {
  reason: string
  message: string
  field?: string
}

export interface StatusDetails {
  name?: string
  group?: string
  kind?: string
  uid?: string
  causes?: StatusCause[]
  retryAfterSeconds?: number
}

export interface Status {
  kind: 'Status'
  apiVersion: 'v1'
  metadata: { continue?: string }
  status: 'Success' | 'Failure'
  message?: string
  reason?: string
  details?: StatusDetails
  code?: number
}

/** Names a resource type in an error: `{ group: 'apps', plural: 'deployments', kind: 'Deployment' }`. */
export interface TypeLabel {
  group: string
  plural: string
  kind: string
}

/** An answer of the API that is not a success; the server sends `toStatus()`, controllers look at `reason`. */
export class ApiError extends Error {
  readonly code: number
  readonly reason: string | undefined
  readonly details: StatusDetails | undefined
  /** A token to go on with, in the answer to an expired list page. */
  readonly continueToken: string | undefined

  constructor(
    code: number,
    reason: string | undefined,
    message: string,
    options: { details?: StatusDetails | undefined; continueToken?: string; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause })
    this.name = 'ApiError'
    this.code = code
    this.reason = reason
    this.details = options.details
    this.continueToken = options.continueToken
  }

  toStatus(): Status {
    return {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: this.continueToken === undefined ? {} : { continue: this.continueToken },
      status: 'Failure',
      message: this.message,
      ...(this.reason === undefined ? {} : { reason: this.reason }),
      ...(this.details === undefined ? {} : { details: this.details }),
      code: this.code,
    }
  }
}

export function isNotFound(error: unknown): boolean {
  return error instanceof ApiError && error.reason === 'NotFound'
}

export function isConflict(error: unknown): boolean {
  return error instanceof ApiError && error.reason === 'Conflict'
}

export function isAlreadyExists(error: unknown): boolean {
  return error instanceof ApiError && error.reason === 'AlreadyExists'
}

/** `deployments.apps`, or `pods` for the core group. */
export function qualifiedResource(type: Pick<TypeLabel, 'group' | 'plural'>): string {
  return type.group === '' ? type.plural : `${type.plural}.${type.group}`
}

function detailsOf(type: TypeLabel, name?: string, kind = type.plural): StatusDetails {
  return { ...(name ? { name } : {}), ...(type.group ? { group: type.group } : {}), kind }
}

export function notFound(type: TypeLabel, name: string): ApiError {
  return new ApiError(404, 'NotFound', `${qualifiedResource(type)} "${name}" not found`, {
    details: detailsOf(type, name),
  })
}

export function alreadyExists(type: TypeLabel, name: string): ApiError {
  const message = `${qualifiedResource(type)} "${name}" already exists`
  return new ApiError(409, 'AlreadyExists', message, { details: detailsOf(type, name) })
}

const modified = 'the object has been modified; please apply your changes to the latest version and try again'

export function conflict(type: TypeLabel, name: string, why: string = modified): ApiError {
  const message = `Operation cannot be fulfilled on ${qualifiedResource(type)} "${name}": ${why}`
  return new ApiError(409, 'Conflict', message, { details: detailsOf(type, name) })
}

/** A broken precondition names the kind where an ordinary conflict names the resource. */
export function preconditionFailed(type: TypeLabel, name: string, why: string): ApiError {
  const kind = type.group ? `${type.kind}.${type.group}` : type.kind
  const message = `Operation cannot be fulfilled on ${kind} "${name}": ${why}`
  return new ApiError(409, 'Conflict', message, { details: detailsOf(type, name, type.kind) })
}

/** What is wrong with one field, in the words of the API's validation. */
export interface FieldError {
  field: string
  reason: string
  message: string
}

export const fieldError = {
  required: (field: string, detail = ''): FieldError => ({
    field,
    reason: 'FieldValueRequired',
    message: detail ? `Required value: ${detail}` : 'Required value',
  }),
  invalid: (field: string, value: unknown, detail: string): FieldError => ({
    field,
    reason: 'FieldValueInvalid',
    message: `Invalid value: ${shown(value)}: ${detail}`,
  }),
  notSupported: (field: string, value: unknown, supported: readonly unknown[]): FieldError => ({
    field,
    reason: 'FieldValueNotSupported',
    message: `Unsupported value: ${shown(value)}: supported values: ${supported.map(shown).join(', ')}`,
  }),
  forbidden: (field: string, detail: string): FieldError => ({
    field,
    reason: 'FieldValueForbidden',
    message: `Forbidden: ${detail}`,
  }),
  duplicate: (field: string, value: unknown): FieldError => ({
    field,
    reason: 'FieldValueDuplicate',
    message: `Duplicate value: ${shown(value)}`,
  }),
  notFound: (field: string, value: unknown): FieldError => ({
    field,
    reason: 'FieldValueNotFound',
    message: `Not found: ${shown(value)}`,
  }),
  typeInvalid: (field: string, value: unknown, detail: string): FieldError => ({
    field,
    reason: 'FieldValueTypeInvalid',
    message: `Invalid value: ${shown(value)}: ${detail}`,
  }),
}

function shown(value: unknown): string {
  return value === undefined ? 'null' : JSON.stringify(value)
}

/** 422 with one cause per field: `Pod "x" is invalid: spec.containers: Required value`. */
export function invalid(
  type: Pick<TypeLabel, 'group' | 'kind'>,
  name: string,
  errors: readonly FieldError[],
): ApiError {
  const texts = errors.map((error) => `${error.field}: ${error.message}`)
  const shownKind = type.group ? `${type.kind}.${type.group}` : type.kind
  const message = `${shownKind} "${name}" is invalid: ${texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`}`
  const details = {
    ...(name ? { name } : {}),
    ...(type.group ? { group: type.group } : {}),
    kind: type.kind,
    causes: errors.map(({ field, reason, message: text }) => ({ reason, message: text, field })),
  }
  return new ApiError(422, 'Invalid', message, { details })
}

/** 403 of admission: `pods "x" is forbidden: <why>`. */
export function forbidden(type: TypeLabel, name: string, why: string, causes?: StatusCause[]): ApiError {
  const subject = name ? `${qualifiedResource(type)} "${name}"` : qualifiedResource(type)
  const details = { ...detailsOf(type, name), ...(causes ? { causes } : {}) }
  return new ApiError(403, 'Forbidden', `${subject} is forbidden: ${why}`, { details })
}

export function badRequest(message: string): ApiError {
  return new ApiError(400, 'BadRequest', message)
}

export function methodNotAllowed(): ApiError {
  const message = 'the server does not allow this method on the requested resource'
  return new ApiError(405, 'MethodNotAllowed', message, { details: {} })
}

export function noSuchResource(): ApiError {
  return new ApiError(404, 'NotFound', 'the server could not find the requested resource', { details: {} })
}

export function internalError(message: string, cause?: unknown): ApiError {
  return new ApiError(500, 'InternalError', `Internal error occurred: ${message}`, {
    details: { causes: [{ reason: '', message }] },
    cause,
  })
}
