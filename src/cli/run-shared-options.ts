import { readFile } from 'node:fs/promises'
import { goDuration, type SharedOptions } from '../gather/client/index.js'
import { ExpectedError, exitCodes } from '../model/errors.js'
import type { KubeObject } from '../model/kubernetes.js'
import type { RunOptions } from './options/run.js'
import { readPullSecret } from './pull-secret.js'

/** Throws `usage.dest-dir`, `usage.source-dir`, `usage.archive` for what no single option can know of itself. */
export function checkUsage({ destDir, sourceDir, archive }: RunOptions): void {
  if (destDir?.includes(':'))
    throw usage('dest-dir', `--dest-dir may not contain a colon: ${destDir}`, 'Name another folder.')
  if (!sourceDir.startsWith('/') || sourceDir.replace(/\/+/g, '') === '')
    throw usage(
      'source-dir',
      `--source-dir ${sourceDir} is no absolute path of a folder`,
      'Give one such as /must-gather.',
    )
  if (archive !== undefined && !/\.(tar\.gz|tgz)$/.test(archive))
    throw usage('archive', `--archive ${archive} is no name of a .tar.gz`, 'Let it end in .tar.gz or .tgz.')
}

/** What each pod of the run is asked for; files that options name are read. Throws `usage.*`, `kube.bad-manifest`. */
export async function sharedOptions(options: RunOptions): Promise<SharedOptions> {
  const { timeout, startTimeout, copyTimeout, since, pullSecret } = options
  return {
    sourceDir: options.sourceDir,
    access: await accessOf(options.leastPrivilege),
    timeouts: {
      startMs: startTimeout ?? timeout.ms,
      gatherMs: timeout.ms,
      copyMs: copyTimeout ?? timeout.ms,
    },
    since: since === undefined || since === 0 ? undefined : goDuration(since),
    sinceTime: options.sinceTime,
    nodeName: options.nodeName,
    hostNetwork: options.hostNetwork,
    volumePercentage: options.volumePercentage,
    pullSecret: pullSecret === undefined ? undefined : await readPullSecret(pullSecret),
    runNamespace: options.runNamespace,
    serviceAccount: options.serviceAccount,
    imagePullPolicy: options.imagePullPolicy,
    keep: options.keep,
  }
}

const roleKinds = new Set(['Role', 'ClusterRole'])

async function accessOf(leastPrivilege: RunOptions['leastPrivilege']): Promise<SharedOptions['access']> {
  if (leastPrivilege === undefined) return 'cluster-admin'
  if (leastPrivilege === true) return 'view'
  const manifests = await readManifests(leastPrivilege)
  const other = manifests.find(({ kind }) => !roleKinds.has(kind))
  if (other || manifests.length === 0)
    throw usage(
      'least-privilege',
      `${leastPrivilege} holds ${other ? `a ${other.kind}` : 'no object'}, and only Roles and ClusterRoles are taken`,
      'Put nothing but the roles of the gather into it; they are bound to its service account.',
    )
  return { manifests }
}

async function readManifests(file: string): Promise<KubeObject[]> {
  const content = await readFile(file, 'utf8').catch((error: unknown) => {
    throw usage(
      'least-privilege',
      `${file} cannot be read: ${(error as Error).message}`,
      'Name a file with roles.',
    )
  })
  // A YAML parser is heavy, and only this option needs it.
  const { parseManifests } = await import('../kube/yaml.js')
  return parseManifests(content, file)
}

const usage = (name: string, message: string, next: string) =>
  new ExpectedError({ code: `usage.${name}`, message, next, exitCode: exitCodes.usage })
