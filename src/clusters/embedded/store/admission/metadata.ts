import type { ObjectMeta } from '../../../../model/kubernetes.js'
import { fieldError, type FieldError } from '../api-error.js'
import { labelErrors, nameErrors, pathSegmentErrors, type NameGrammar } from '../names.js'
import type { ResourceType, TypeName } from '../types.js'

/** Types whose names follow another grammar than an RFC 1123 subdomain. */
const grammars: Record<TypeName, NameGrammar> = {
  namespaces: 'label',
  services: 'label1035',
}

const freelyNamed = new Set(['roles', 'rolebindings', 'clusterroles', 'clusterrolebindings'])

export function metadataErrors(type: ResourceType, typeName: TypeName, metadata: ObjectMeta): FieldError[] {
  const { name, labels = {}, annotations = {} } = metadata
  if (!name) return [fieldError.required('metadata.name', 'name or generateName is required')]
  const named = freelyNamed.has(type.plural)
    ? pathSegmentErrors('metadata.name', name)
    : nameErrors('metadata.name', name, grammars[typeName] ?? 'subdomain')
  return [...named, ...labelErrors('metadata.labels', labels), ...annotationErrors(annotations)]
}

const annotationLimit = 256 * 1024

function annotationErrors(annotations: Readonly<Record<string, string>>): FieldError[] {
  const size = Object.entries(annotations).reduce((sum, [key, value]) => sum + key.length + value.length, 0)
  if (size <= annotationLimit) return []
  return [
    {
      field: 'metadata.annotations',
      reason: 'FieldValueTooLong',
      message: `Too long: may not be more than ${annotationLimit} bytes`,
    },
  ]
}
