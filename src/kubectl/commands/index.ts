import type { Command } from '../context.js'

/** Every command by its words. Each is loaded only when it is called. */
export const commands: Readonly<Record<string, () => Promise<Command>>> = {
  'adm inspect': async () => (await import('./adm-inspect.js')).admInspect,
  annotate: async () => (await import('./metadata.js')).annotate,
  'api-resources': async () => (await import('./api-resources.js')).apiResources,
  'api-versions': async () => (await import('./api-resources.js')).apiVersions,
  apply: async () => (await import('./apply.js')).apply,
  'auth can-i': async () => (await import('./auth-can-i.js')).authCanI,
  'auth whoami': async () => (await import('./whoami.js')).authWhoami,
  'cluster-info': async () => (await import('./cluster-info.js')).clusterInfo,
  'config current-context': async () => (await import('./config.js')).configCurrentContext,
  'config get-contexts': async () => (await import('./config.js')).configGetContexts,
  'config view': async () => (await import('./config.js')).configView,
  cp: async () => (await import('./cp.js')).cp,
  create: async () => (await import('./create.js')).create,
  delete: async () => (await import('./delete.js')).remove,
  describe: async () => (await import('./describe.js')).describe,
  events: async () => (await import('./events.js')).events,
  exec: async () => (await import('./exec.js')).exec,
  get: async () => (await import('./get.js')).get,
  label: async () => (await import('./metadata.js')).label,
  logs: async () => (await import('./logs.js')).logs,
  patch: async () => (await import('./patch.js')).patch,
  project: async () => (await import('./project.js')).project,
  'rollout restart': async () => (await import('./rollout.js')).rolloutRestart,
  'rollout status': async () => (await import('./rollout.js')).rolloutStatus,
  rsh: async () => (await import('./exec.js')).rsh,
  rsync: async () => (await import('./cp.js')).rsync,
  scale: async () => (await import('./scale.js')).scale,
  version: async () => (await import('./version.js')).version,
  wait: async () => (await import('./wait.js')).wait,
  whoami: async () => (await import('./whoami.js')).whoami,
}

/** First words that say nothing without a second. */
export const groups: ReadonlySet<string> = new Set(
  Object.keys(commands).flatMap((words) => (words.includes(' ') ? [words.split(' ')[0] ?? ''] : [])),
)
