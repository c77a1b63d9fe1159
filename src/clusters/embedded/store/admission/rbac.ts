import { fieldError } from '../api-error.js'
import { isRecord, listAt, sameJson } from '../json.js'
import { defaults, type Admission } from './admission.js'

/** Admission of roles and their bindings. */

const group = 'rbac.authorization.k8s.io'

export const admitRole: Admission = ({ fields }) => {
  fields['rules'] ??= []
  return listAt(fields, 'rules').flatMap((rule, i) =>
    listAt(rule, 'verbs').length === 0
      ? [fieldError.required(`rules[${i}].verbs`, 'verbs must contain at least one value')]
      : [],
  )
}

export const admitBinding: Admission = ({ fields, current, type }) => {
  const reference = fields['roleRef']
  if (!isRecord(reference)) return [fieldError.required('roleRef.name')]
  defaults(reference, { apiGroup: group })
  for (const subject of listAt(fields, 'subjects').filter(isRecord)) {
    if (subject['kind'] === 'User' || subject['kind'] === 'Group') defaults(subject, { apiGroup: group })
  }
  if (current && !sameJson(current['roleRef'], reference))
    return [fieldError.invalid('roleRef', reference, 'cannot change roleRef')]
  return [
    ...(reference['name'] ? [] : [fieldError.required('roleRef.name')]),
    ...(reference['kind'] === 'Role' || reference['kind'] === 'ClusterRole'
      ? []
      : [fieldError.notSupported('roleRef.kind', reference['kind'], ['ClusterRole', 'Role'])]),
    // Without one, an account that a RoleBinding names is of its own namespace.
    ...listAt(fields, 'subjects').flatMap((subject, i) =>
      !type.namespaced && isRecord(subject) && subject['kind'] === 'ServiceAccount' && !subject['namespace']
        ? [fieldError.required(`subjects[${i}].namespace`)]
        : [],
    ),
  ]
}
