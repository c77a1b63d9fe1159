import { fieldError, type FieldError } from '../api-error.js'
import { at, ensure, isRecord, listAt, type Json, textAt } from '../json.js'
import { timestamp } from '../object-meta.js'
import { defaults, immutable, type Admission } from './admission.js'

/** Admission of CustomResourceDefinitions: names are completed, and accepted at once. */

export const admitDefinition: Admission = (request) => {
  const { object, fields, current, context } = request
  const spec = ensure(fields, 'spec')
  const names = ensure(spec, 'names')
  const kind = typeof names['kind'] === 'string' ? names['kind'] : ''
  defaults(names, { singular: kind.toLowerCase(), listKind: `${kind}List` })
  defaults(spec, { conversion: { strategy: 'None' } })
  const errors = [
    ...definitionErrors(object.metadata.name, spec, names, kind),
    ...immutable(request, 'spec', 'group'),
    ...immutable(request, 'spec', 'scope'),
    ...immutable(request, 'spec', 'names', 'plural'),
    ...(current
      ? []
      : conflictErrors(names, spec, context.list('customresourcedefinitions.apiextensions.k8s.io'))),
  ]
  if (errors.length === 0) fields['status'] = status(spec, names, current, timestamp(context.now()))
  return errors
}

function definitionErrors(name: string, spec: Json, names: Json, kind: string): FieldError[] {
  const plural = textAt(names, ['plural'])
  const group = textAt(spec, ['group'])
  const versions = listAt(spec, 'versions').filter(isRecord)
  const stored = versions.filter((version) => version['storage'] === true)
  return [
    ...(name === `${plural}.${group}`
      ? []
      : [fieldError.invalid('metadata.name', name, 'must be spec.names.plural+"."+spec.group')]),
    ...(group ? [] : [fieldError.required('spec.group')]),
    ...(spec['scope'] === 'Namespaced' || spec['scope'] === 'Cluster'
      ? []
      : [fieldError.notSupported('spec.scope', spec['scope'] ?? '', ['Cluster', 'Namespaced'])]),
    ...(plural ? [] : [fieldError.required('spec.names.plural')]),
    ...(kind ? [] : [fieldError.required('spec.names.kind')]),
    ...(versions.length > 0 && stored.length !== 1
      ? [
          fieldError.invalid(
            'spec.versions',
            versions.map(({ name: version }) => version),
            'must have exactly one version marked as storage version',
          ),
        ]
      : []),
    ...(versions.length > 0 ? [] : [fieldError.required('spec.versions')]),
    ...versions.flatMap((version, i) =>
      isRecord(at(version, 'schema', 'openAPIV3Schema'))
        ? []
        : [fieldError.required(`spec.versions[${i}].schema.openAPIV3Schema`, 'schemas are required')],
    ),
  ]
}

/** A kind can be one plural's only; a real API server would keep the definition and say so in a condition. */
function conflictErrors(names: Json, spec: Json, others: readonly unknown[]): FieldError[] {
  const taken = others.some(
    (other) =>
      at(other, 'spec', 'group') === spec['group'] &&
      at(other, 'spec', 'names', 'kind') === names['kind'] &&
      at(other, 'spec', 'names', 'plural') !== names['plural'],
  )
  return taken ? [fieldError.duplicate('spec.names.kind', names['kind'])] : []
}

function status(spec: Json, names: Json, current: unknown, now: string): Json {
  const storage = listAt(spec, 'versions')
    .filter((version) => at(version, 'storage') === true)
    .map((version) => textAt(version, ['name']))
  const before = listAt(current, 'status', 'storedVersions').map(String)
  const conditions = listAt(current, 'status', 'conditions')
  const condition = (type: string, reason: string, message: string) => ({
    type,
    status: 'True',
    lastTransitionTime: now,
    reason,
    message,
  })
  return {
    conditions:
      conditions.length > 0
        ? conditions
        : [
            condition('NamesAccepted', 'NoConflicts', 'no conflicts found'),
            condition('Established', 'InitialNamesAccepted', 'the initial names have been accepted'),
          ],
    acceptedNames: names,
    storedVersions: [...new Set([...before, ...storage])],
  }
}
