import { dirname, resolve } from 'node:path'
import { parseDuration } from '../lib/duration.js'
import { parseQuantity } from '../lib/quantity.js'
import type {
  ImageRole,
  IsvConfig,
  ReadyCondition,
  ResolvedImage,
  ResolvedIsv,
  ResolvedReady,
} from '../model/isv-config.js'
import { filesOf } from './files.js'
import { isProfileFile } from './isv-paths.js'
import { resolveInstall } from './resolve-install.js'

type Spec = IsvConfig['spec']

/** What the two environments of must-gather images mean where the configuration is silent. */
const environments = {
  oc: { command: ['/usr/bin/gather'], sourceDir: '/must-gather' },
  isv: { command: ['gather'], sourceDir: '/opt/must-gather-root/must-gather' },
} as const

const defaults = { ready: '2m', gather: '10m', profile: 'isv/v1', commandLog: 'gather-debug.log' }

/** Fills in defaults, spells out short forms, makes paths absolute. The configuration must be valid. */
export async function resolveIsv(config: IsvConfig, file: string): Promise<ResolvedIsv> {
  const dir = dirname(file)
  const { metadata, spec } = config
  return {
    name: metadata.name,
    dir,
    file,
    images: resolveImages(spec.images, dir),
    install: resolveInstall(spec.install, dir, await allFiles(dir, spec.install.manifests ?? [])),
    ready: (spec.ready ?? []).map(resolveReady),
    samples: (spec.samples ?? []).map((sample) => resolveSample(sample, dir)),
    gather: resolveGather(spec.gather ?? {}),
    contract: resolveContract(spec.contract ?? {}, dir),
    functests: await allFiles(dir, spec.functests ?? []),
  }
}

/** In the order of the list, and of the names within a glob; a file that two globs match comes once. */
async function allFiles(dir: string, texts: readonly string[]): Promise<string[]> {
  const files = await Promise.all(texts.map((text) => filesOf(dir, text)))
  return [...new Set(files.flat())]
}

function resolveImages(images: Spec['images'], dir: string): ResolvedIsv['images'] {
  const roles: readonly ImageRole[] = ['operator', 'bundle', 'index', 'mustGather']
  const resolved: Partial<Record<ImageRole, ResolvedImage>> = {}
  for (const role of roles) {
    const image = images[role]
    if (image !== undefined) resolved[role] = resolveImage(image, dir)
  }
  return resolved as ResolvedIsv['images']
}

function resolveImage(image: Spec['images']['operator'], dir: string): ResolvedImage {
  if (typeof image === 'string') return { ref: image }
  const { ref, build, standIn } = image
  return {
    ref,
    ...(build ? { build: { context: resolve(dir, build.context), args: build.args ?? {} } } : {}),
    ...(standIn === undefined ? {} : { standIn: resolve(dir, standIn) }),
  }
}

function resolveReady({ timeout, ...condition }: ReadyCondition): ResolvedReady {
  return { ...condition, timeoutMs: milliseconds(timeout ?? defaults.ready) }
}

function resolveSample(
  sample: NonNullable<Spec['samples']>[number],
  dir: string,
): ResolvedIsv['samples'][number] {
  const { file, ready = [] } = typeof sample === 'string' ? { file: sample } : sample
  return { file: resolve(dir, file), ready: ready.map(resolveReady) }
}

function resolveGather(gather: NonNullable<Spec['gather']>): ResolvedIsv['gather'] {
  const environment = gather.environment ?? 'oc'
  return {
    command: gather.command ?? [...environments[environment].command],
    sourceDir: gather.sourceDir ?? environments[environment].sourceDir,
    timeoutMs: milliseconds(gather.timeout ?? defaults.gather),
    environment,
    access: gather.access ?? 'cluster-admin',
    scripts: gather.scripts ?? [],
  }
}

function resolveContract(contract: NonNullable<Spec['contract']>, dir: string): ResolvedIsv['contract'] {
  const {
    profile = defaults.profile,
    version = {},
    expectedFiles,
    commandLog = {},
    budgets = {},
    canaries = true,
    waivers,
  } = contract
  return {
    profile: isProfileFile(profile) ? resolve(dir, profile) : profile,
    ...(version.product === undefined ? {} : { product: version.product }),
    ...(version.operator === undefined ? {} : { operatorVersion: version.operator }),
    ...(expectedFiles === undefined ? {} : { expectedFiles: resolve(dir, expectedFiles) }),
    commandLog: { path: commandLog.path ?? defaults.commandLog, allowFailed: commandLog.allowFailed ?? [] },
    budgets: resolveBudgets(budgets),
    canaries: resolveCanaries(canaries),
    ...(waivers === undefined ? {} : { waivers: resolve(dir, waivers) }),
  }
}

function resolveBudgets({
  duration,
  size,
  files,
}: NonNullable<NonNullable<Spec['contract']>['budgets']>): ResolvedIsv['contract']['budgets'] {
  return {
    ...(duration === undefined ? {} : { durationMs: milliseconds(duration) }),
    ...(size === undefined ? {} : { sizeBytes: parseQuantity(size) ?? 0 }),
    ...(files === undefined ? {} : { files }),
  }
}

function resolveCanaries(
  canaries: NonNullable<NonNullable<Spec['contract']>['canaries']>,
): ResolvedIsv['contract']['canaries'] {
  const all = canaries !== false
  const some = typeof canaries === 'boolean' ? {} : canaries
  return { secrets: all, configMap: all, environment: all, log: all, ...some }
}

function milliseconds(duration: string): number {
  return parseDuration(duration) ?? 0
}
