import type { ClusterDriver, CreateOptions } from '../clusters/types.js'
import { ExpectedError } from '../model/errors.js'
import type { ResolvedIsv } from '../model/isv-config.js'
import type { DriverName } from './types.js'

export interface Choice {
  driver: ClusterDriver
  why: string
}

export interface ChooseOptions {
  wanted: DriverName | 'auto'
  drivers: Record<DriverName, ClusterDriver>
  isv: ResolvedIsv
  isolation: CreateOptions['isolation']
  signal: AbortSignal
}

/** The driver that was asked for; for `auto`, kind where it can run, else embedded where the ISV can run on it. */
export async function chooseDriver({
  wanted,
  drivers,
  isv,
  isolation,
  signal,
}: ChooseOptions): Promise<Choice> {
  if (wanted !== 'auto') {
    const driver = drivers[wanted]
    const why = await driver.unavailable({ isolation }, signal)
    if (why !== undefined) throw unavailable(wanted, why)
    return { driver, why: `--cluster=${wanted}` }
  }
  const noKind = await drivers.kind.unavailable({ isolation }, signal)
  if (!noKind) return { driver: drivers.kind, why: 'a container engine and kind are there' }
  const folderless = [isv.images.operator, isv.images.mustGather].filter(
    ({ build, standIn }) => !build && !standIn,
  )
  const noEmbedded =
    folderless.length > 0
      ? `${folderless.map(({ ref }) => ref).join(' and ')} has no build folder to run from`
      : await drivers.embedded.unavailable({ isolation }, signal)
  if (!noEmbedded) return { driver: drivers.embedded, why: `no kind here: ${noKind}` }
  throw new ExpectedError({
    code: 'run.no-cluster',
    message: `no cluster can be had here. kind: ${noKind} embedded: ${noEmbedded}`,
    next: 'Install a container engine and kind, or name a cluster with --cluster=existing --kubeconfig FILE.',
    exitCode: 3,
  })
}

const unavailable = (name: string, why: string) =>
  new ExpectedError({
    code: 'run.cluster-unavailable',
    message: `--cluster=${name} cannot run here: ${why}`,
    next: 'must-gather doctor says what this machine lacks; --cluster=auto takes what is there.',
    exitCode: 3,
  })
