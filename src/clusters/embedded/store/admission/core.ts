import { fieldError, type FieldError } from '../api-error.js'
import { ensure, isRecord, sameJson, type Json } from '../json.js'
import { defaults, type Admission, type AdmissionRequest } from './admission.js'

/** Admission of namespaces, ConfigMaps and Secrets. */

export const admitNamespace: Admission = ({ object, fields, current }) => {
  object.metadata.labels = { ...object.metadata.labels, 'kubernetes.io/metadata.name': object.metadata.name }
  if (current) return []
  fields['spec'] = { finalizers: ['kubernetes'] }
  fields['status'] = { phase: 'Active' }
  return []
}

const sizeLimit = 1024 * 1024
const keyGrammar = /^[-._a-zA-Z0-9]+$/

export const admitConfigMap: Admission = (request) => {
  const { fields } = request
  const maps = ['data', 'binaryData']
  return [...dataErrors(fields, maps, '[]'), ...frozenErrors(request, maps)]
}

export const admitSecret: Admission = (request) => {
  const { fields, current } = request
  if (isRecord(fields['stringData'])) {
    const data = ensure(fields, 'data')
    for (const [key, value] of Object.entries(fields['stringData']))
      data[key] = Buffer.from(String(value)).toString('base64')
    delete fields['stringData']
  }
  defaults(fields, { type: current?.['type'] ?? 'Opaque' })
  return [
    ...dataErrors(fields, ['data'], 'data'),
    ...(current && current['type'] !== fields['type']
      ? [fieldError.invalid('type', fields['type'], 'field is immutable')]
      : []),
    ...frozenErrors(request, ['data']),
  ]
}

function dataErrors(fields: Json, maps: readonly string[], sizeField: string): FieldError[] {
  const entries = maps.flatMap((map) =>
    Object.entries(isRecord(fields[map]) ? fields[map] : {}).map(([key, value]) => ({ map, key, value })),
  )
  const size = entries.reduce((sum, { value }) => sum + Buffer.byteLength(String(value)), 0)
  const message =
    "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')"
  return [
    ...entries
      .filter(({ key }) => !keyGrammar.test(key))
      .map(({ map, key }) => fieldError.invalid(`${map}[${key}]`, key, message)),
    ...(size > sizeLimit
      ? [
          {
            field: sizeField,
            reason: 'FieldValueTooLong',
            message: `Too long: may not be more than ${sizeLimit} bytes`,
          },
        ]
      : []),
  ]
}

/** What is marked immutable stays so. */
function frozenErrors({ fields, current }: AdmissionRequest, maps: readonly string[]): FieldError[] {
  if (current?.['immutable'] !== true) return []
  const changed = maps.filter((map) => !sameJson(current[map], fields[map]))
  if (fields['immutable'] !== true) changed.push('immutable')
  return changed.map((field) => fieldError.forbidden(field, 'field is immutable when `immutable` is set'))
}
