import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readManifests, refuseTakenNames } from '../../install/index.js'
import { findObject, unlessForbidden, wellKnown, whoAmI, type Connection } from '../../kube/index.js'
import { canaryNamespaces } from '../canaries/namespaces.js'
import { connectionOf } from '../connection-of.js'
import { manifestsOfRun } from '../install/manifests-of-run.js'
import { findMissing } from '../rights/find-missing.js'
import { missingRights } from '../rights/missing-rights.js'
import { typeFinder } from '../rights/object-types.js'
import { rightsOfRun } from '../rights/rights-of-run.js'
import { rightsYaml } from '../rights/rights-yaml.js'
import type { MissingRight, Right } from '../rights/types.js'
import type { Phase, RunState } from '../types.js'

/** Asks before anything is made: may the user do all that the run does, and are the names free? */
export const preflight: Phase = {
  name: 'preflight',
  deadlineMs: () => 60_000,
  async act(state, signal) {
    const { isv, expected, runId, adopt, cluster } = state.options
    const connection = connectionOf(state)
    const samples = await readManifests(isv.samples.map(({ file }) => file))
    const manifests = [...(await manifestsOfRun(state, signal)), ...samples]
    const objects = manifests.map(({ object }) => object)
    const { resources } = await connection.discovery(signal)
    const rights = rightsOfRun({
      ...{ isv, expected, manifests: objects, canariesIn: await canaryNamespaces(isv) },
      method: state.method?.method,
      pullSecret: cluster.pullSecret !== undefined,
      typeOf: typeFinder(resources, objects),
    })
    const missing = await findMissing(connection, rights, signal)
    if (missing.length > 0) {
      const user = await whoAmI(connection, signal)
      const file = await writeRights(state, rights, user, signal)
      if (missing.some(({ dispensable }) => !dispensable)) throw missingRights(user.username, missing, file)
      state.lacking = missing
    }
    const allowed = missing.length === 0 ? 'all rights are there' : sayLacking(missing)
    if (adopt) return allowed
    const { namespace } = isv.install
    await refuseTakenNames(manifests, { connection, runId, namespace, signal })
    return `${allowed}, and ${manifests.length} names are free`
  },
}

/** What they are for tells what the run does without. */
const sayLacking = (missing: readonly MissingRight[]) =>
  `all rights are there but those ${[...new Set(missing.map(({ why }) => why))].join(' and ')} (rights.yaml)`

/** Into the capture; gives the file's path. */
async function writeRights(
  state: RunState,
  rights: readonly Right[],
  user: { username: string },
  signal: AbortSignal,
): Promise<string> {
  const names = new Set(rights.flatMap(({ namespace }) => namespace ?? []))
  const connection = connectionOf(state)
  const there = await Promise.all(
    [...names].map(async (name) => ((await isThere(connection, name, signal)) ? [name] : [])),
  )
  const file = join(state.capture.dir, 'rights.yaml')
  await writeFile(file, rightsYaml(rights, user, new Set(there.flat())))
  return file
}

async function isThere(connection: Connection, name: string, signal: AbortSignal): Promise<boolean> {
  // A Role in a namespace that is not there cannot be applied, a ClusterRole always.
  const found = await unlessForbidden(findObject(connection, wellKnown.namespaces, { name }, signal))
  return found !== undefined
}
