import { afterEach, expect, it } from 'vitest'
import { startOf, sweepKindClusters } from '../../../../src/clusters/kind/sweep.js'
import { fakePrograms, type FakePrograms } from './fake-programs.js'

let programs: FakePrograms | undefined
afterEach(() => programs?.remove())

const names = [
  'dev',
  'must-gather-20261121-100000-3f9a',
  'must-gather-20261121-120000-0001',
  'must-gather-mine',
]

async function sweep(dryRun: boolean, deletion = 'exit 0') {
  const list = `if [ "$1" = get ]; then printf '%s\\n' ${names.join(' ')}; exit 0; fi`
  programs = await fakePrograms({ kind: `${list}\n${deletion}` })
  const now = new Date('2026-11-21T12:30:00Z')
  const signal = new AbortController().signal
  return sweepKindClusters({ olderThanMs: 3_600_000, dryRun, now, env: programs.env, signal })
}

const old = { name: 'must-gather-20261121-100000-3f9a', ageMs: 2.5 * 3_600_000 }

it('reads from the name when a run began', () => {
  expect(startOf('must-gather-20261121-100000-3f9a')).toEqual(new Date('2026-11-21T10:00:00Z'))
  expect(startOf('must-gather-mine')).toBeUndefined()
  expect(startOf('dev')).toBeUndefined()
})

it('deletes the cluster of a run long ago, and no other', async () => {
  expect(await sweep(false)).toEqual([old])
  expect(await programs?.calls()).toEqual(['kind get clusters', `kind delete cluster --name ${old.name}`])
})

it('only lists on a dry run', async () => {
  expect(await sweep(true)).toEqual([old])
  expect(await programs?.calls()).toEqual(['kind get clusters'])
})

it('says why one could not be deleted', async () => {
  const problem = expect.stringContaining('daemon is away') as string
  expect(await sweep(false, 'echo "daemon is away" >&2; exit 1')).toEqual([{ ...old, problem }])
})
