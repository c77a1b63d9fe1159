import { expect, test } from 'vitest'
import { openCapture } from '../../../src/capture/index.js'
import { collectFacts } from '../../../src/facts/index.js'
import { tempFile, tgzOf } from '../capture/archives.js'

const image = (digit: string) => `quay-io-acme-gather-sha256-${digit.repeat(64)}`
const files = (folder: string, count: number) =>
  Array.from({ length: count }, (_, index) => ({
    name: `${folder}/namespaces/n${index}/pods.yaml`,
    body: 'a: b\n',
  }))

async function gathersOf(members: { name: string; body: string }[]) {
  const { facts } = await collectFacts(await openCapture(tempFile('a.tar.gz', await tgzOf(members))), {})
  return facts.gathers?.map(({ name, files }) => [name, files.length])
}

test('what an archive shows at its beginning only is held against all that comes later', async () => {
  const [first, second] = [image('a'), image('b')]
  expect(await gathersOf([...files(`mg/${first}`, 500), ...files(`mg/${second}`, 3)])).toEqual([
    [first, 500],
    [second, 3],
  ])
  expect(await gathersOf([...files(`mg/${first}`, 500), { name: 'other', body: 'x' }])).toEqual([
    ['default', 501],
  ])
})
