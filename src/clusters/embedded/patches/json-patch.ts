import { ApiError, badRequest } from '../store/api-error.js'
import { isRecord, sameJson } from '../store/json.js'

interface Operation {
  op: string
  path: string
  from?: string
  value?: unknown
}

/** Applies an RFC 6902 patch to a copy of the document; throws the API's 422 where an operation cannot be done. */
export function applyJsonPatch(document: unknown, patch: unknown): unknown {
  if (!Array.isArray(patch))
    throw badRequest('json: cannot unmarshal object into Go value of type jsonpatch.Patch')
  let result = structuredClone(document)
  for (const operation of patch as Operation[]) result = applyOperation(result, operation)
  return result
}

function applyOperation(document: unknown, operation: Operation): unknown {
  const path = pointer(operation.path)
  switch (operation.op) {
    case 'add':
      return add(document, path, structuredClone(operation.value))
    case 'replace':
      return replace(document, path, structuredClone(operation.value), operation.path)
    case 'remove':
      return remove(document, path, operation.path)
    case 'move': {
      const from = operation.from ?? ''
      const value = read(document, pointer(from), from)
      return add(remove(document, pointer(from), from), path, value)
    }
    case 'copy':
      return add(
        document,
        path,
        structuredClone(read(document, pointer(operation.from ?? ''), operation.from ?? '')),
      )
    case 'test':
      if (sameJson(lookUp(document, path), operation.value)) return document
      throw refused(`testing value ${operation.path} failed: test failed`)
    default:
      throw refused(`Unexpected kind: ${operation.op}`)
  }
}

function refused(message: string): ApiError {
  return new ApiError(422, 'Invalid', `the server rejected our request due to an error in our request`, {
    details: { causes: [{ reason: 'FieldValueInvalid', message }] },
  })
}

function missing(operation: string, path: string): ApiError {
  return refused(`${operation} operation does not apply: doc is missing path: ${path}: missing value`)
}

function pointer(path: string): string[] {
  return path
    .split('/')
    .slice(1)
    .map((token) => token.replace(/~1/g, '/').replace(/~0/g, '~'))
}

function lookUp(document: unknown, path: readonly string[]): unknown {
  let current = document
  for (const token of path) {
    if (Array.isArray(current)) current = current[Number(token)]
    else if (isRecord(current) && Object.hasOwn(current, token)) current = current[token]
    else return undefined
  }
  return current
}

function read(document: unknown, path: readonly string[], shown: string): unknown {
  const value = lookUp(document, path)
  if (value === undefined) throw missing('copy', shown)
  return value
}

function add(document: unknown, path: readonly string[], value: unknown): unknown {
  const last = path.at(-1)
  if (last === undefined) return value
  const parent = lookUp(document, path.slice(0, -1))
  if (Array.isArray(parent)) {
    const index = last === '-' ? parent.length : Number(last)
    if (!Number.isInteger(index) || index < 0 || index > parent.length)
      throw missing('add', `/${path.join('/')}`)
    parent.splice(index, 0, value)
  } else if (isRecord(parent)) parent[last] = value
  else throw missing('add', `/${path.join('/')}`)
  return document
}

function replace(document: unknown, path: readonly string[], value: unknown, shown: string): unknown {
  const last = path.at(-1)
  if (last === undefined) return value
  const parent = lookUp(document, path.slice(0, -1))
  if (Array.isArray(parent) && Number(last) < parent.length) parent[Number(last)] = value
  else if (isRecord(parent) && Object.hasOwn(parent, last)) parent[last] = value
  else throw missing('replace', shown)
  return document
}

function remove(document: unknown, path: readonly string[], shown: string): unknown {
  const last = path.at(-1)
  const parent = lookUp(document, path.slice(0, -1))
  if (last !== undefined && Array.isArray(parent) && Number(last) < parent.length)
    parent.splice(Number(last), 1)
  else if (last !== undefined && isRecord(parent) && Object.hasOwn(parent, last)) delete parent[last]
  else throw missing('remove', shown)
  return document
}
