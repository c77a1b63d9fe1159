import { isvApiVersion } from '../../model/isv-config.js'
import type { Profile } from '../../model/profile.js'
import { redactionMarkers } from '../../model/redaction-markers.js'

/** The clauses of the must-gather contract alone; of practice, what makes the data useless or dangerous. */
export const mustGatherV1: Profile = {
  apiVersion: isvApiVersion,
  kind: 'Profile',
  name: 'must-gather/v1',
  title: 'The must-gather contract',
  versionTier: 'lenient',
  redactionMarkers: [...redactionMarkers],
  checks: {
    'MG-IMG-001': 'required',
    'MG-IMG-002': 'required',
    'MG-IMG-003': 'required',
    'MG-IMG-004': 'required',
    'MG-RUN-001': 'required',
    'MG-RUN-002': 'required',
    'MG-RUN-005': 'recommended',
    'MG-RUN-006': 'recommended',
    'MG-VER-001': 'required',
    'MG-VER-002': 'required',
    'MG-VER-003': 'required',
    'MG-FIL-006': 'required',
    'MG-FIL-007': 'recommended',
    'MG-FIL-008': 'required',
    'MG-SEC-001': 'required',
    'MG-SEC-002': 'required',
    'MG-SEC-003': 'required',
    'MG-SEC-004': 'required',
    'MG-SEC-005': 'recommended',
  },
}
