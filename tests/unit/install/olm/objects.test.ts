import { expect, test } from 'vitest'
import { catalogSource, olmNames, packageOfCatalog } from '../../../../src/install/olm/objects.js'
import { runLabels } from '../../../../src/lib/run-labels.js'

const olm = { package: 'acme', channel: 'stable', approval: 'Automatic' as const, timeoutMs: 1000 }
const catalogOf = (name: string, runId: string) => {
  const names = olmNames('acme-operator', { ...olm, package: name }, runId)
  const object = catalogSource(names, {
    image: 'quay.io/acme/index:1',
    displayName: 'x',
    contentIn: '/configs',
  })
  return { ...object, metadata: { ...object.metadata, labels: runLabels(runId) } }
}

test('an index of files alone is served without a cache, which it need not have', () => {
  expect(catalogOf('acme', 'r1').spec).toMatchObject({
    grpcPodConfig: { extractContent: { catalogDir: '/configs' } },
  })
  expect(JSON.stringify(catalogOf('acme', 'r1'))).not.toContain('cacheDir')
})

test('a catalog of a run tells its package, unless its name was cut or is of somebody else', () => {
  expect(packageOfCatalog(catalogOf('acme', '20261121-235451-0d6d'))).toBe('acme')
  expect(packageOfCatalog(catalogOf('a'.repeat(80), '20261121-235451-0d6d'))).toBeUndefined()
  const theirs = { ...catalogOf('acme', 'r1'), metadata: { name: 'acme-cs-r1' } }
  expect(packageOfCatalog(theirs)).toBeUndefined()
})
