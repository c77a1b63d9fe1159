/** Every group of cases, those that wait for pods last: these have started by then. */
import type { Group } from '../support/group.js'
import { access } from './access.js'
import { apply } from './apply.js'
import { clients } from './clients.js'
import { conflicts } from './conflicts.js'
import { copy } from './copy.js'
import { create } from './create.js'
import { definitions } from './definitions.js'
import { deletion } from './delete.js'
import { describeCases } from './describe.js'
import { discovery } from './discovery.js'
import { environment } from './environment.js'
import { events } from './events.js'
import { exec } from './exec.js'
import { getForms } from './get-forms.js'
import { getSelection } from './get-selection.js'
import { jobs } from './jobs.js'
import { labels } from './labels.js'
import { lifecycle } from './lifecycle.js'
import { logs } from './logs.js'
import { ownership } from './ownership.js'
import { patch } from './patch.js'
import { quotas } from './quotas.js'
import { raw } from './raw.js'
import { services } from './services.js'
import { storage } from './storage.js'
import { tokens } from './tokens.js'
import { troubles } from './troubles.js'
import { volumes } from './volumes.js'
import { wait } from './wait.js'
import { watch } from './watch.js'
import { workloads } from './workloads.js'

export const groups: readonly Group[] = [
  apply,
  create,
  patch,
  conflicts,
  labels,
  raw,
  discovery,
  access,
  definitions,
  watch,
  getForms,
  getSelection,
  describeCases,
  logs,
  exec,
  copy,
  clients,
  tokens,
  environment,
  volumes,
  wait,
  deletion,
  quotas,
  events,
  ownership,
  workloads,
  services,
  jobs,
  storage,
  lifecycle,
  troubles,
]
