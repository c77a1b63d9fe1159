import { ApiError } from '../store/api-error.js'

export type Shape = 'object' | 'table' | 'metadata'

export interface Negotiated {
  encoding: 'json' | 'yaml'
  shape: Shape
}

interface Clause {
  type: string
  parameters: Map<string, string>
}

/** Chooses the first form that the Accept header asks for and this server has; throws a 406. */
export function negotiate(accept: string | undefined): Negotiated {
  const clauses = parseAccept(accept ?? '*/*')
  let sawShape = false
  for (const { type, parameters } of clauses) {
    const encoding = encodings[type]
    const as = parameters.get('as')
    if (as !== undefined) sawShape = true
    const shape = as === undefined ? 'object' : shapeOf(as, parameters)
    if (encoding && shape) return { encoding, shape }
  }
  throw sawShape ? unknownShape() : notAcceptable()
}

const encodings: Record<string, Negotiated['encoding']> = {
  'application/json': 'json',
  'application/*': 'json',
  '*/*': 'json',
  'application/yaml': 'yaml',
}

function shapeOf(as: string, parameters: Map<string, string>): Shape | undefined {
  if (parameters.get('g') !== 'meta.k8s.io') return undefined
  const version = parameters.get('v')
  if (as === 'Table') return version === 'v1' || version === 'v1beta1' ? 'table' : undefined
  if (as === 'PartialObjectMetadata' || as === 'PartialObjectMetadataList')
    return version === 'v1' ? 'metadata' : undefined
  return undefined
}

/** The clauses of an Accept header in the order of their weight. */
export function parseAccept(header: string): Clause[] {
  return header
    .split(',')
    .map((clause) => {
      const [type = '', ...pairs] = clause.split(';').map((part) => part.trim())
      const parameters = new Map(
        pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
      )
      return { type: type.toLowerCase(), parameters }
    })
    .filter(({ type }) => type !== '')
    .sort((a, b) => weight(b) - weight(a))
}

function weight({ parameters }: Clause): number {
  return Number(parameters.get('q') ?? 1)
}

const available = 'application/json, application/yaml, application/vnd.kubernetes.protobuf'

function notAcceptable(): ApiError {
  const message = `406: Not Acceptable\n\nAvailable representations: ${available}`
  return new ApiError(406, 'NotAcceptable', message, { details: {} })
}

function unknownShape(): ApiError {
  return new ApiError(406, 'NotAcceptable', `only the following media types are accepted: ${available}`)
}
