import { describe, expect, it } from 'vitest'
import { elidedValue } from '../../../../src/elide/index.js'
import { formatYaml } from '../../../../src/kube/format-yaml.js'
import { scanDocument } from '../../../../src/secrets/index.js'
import { base64 } from '../../../../src/secrets/rules/samples.js'
import { mutateText } from '../../../fuzz/mutate/text.js'
import { yamlWords } from '../../../fuzz/mutate/words.js'
import { createRandom } from '../../../fuzz/random.js'

const secret = (name: string, ...values: string[]) => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name, namespace: 'app', annotations: { 'openshift.io/token-secret.value': values[0] } },
  data: Object.fromEntries(values.map((value, index) => [`key-${index}`, base64(value)])),
  stringData: { plain: `${values[0]}\nin two lines\n` },
})
const inner = secret('inner', 'one value of some length', 'another value')
const list = {
  apiVersion: 'v1',
  kind: 'List',
  items: [
    secret('first', 'a value of some length', 'and one more of them'),
    { ...secret('elided', ''), data: { 'key-0': elidedValue(22) }, stringData: {} },
    { kind: 'ConfigMap', data: { 'as.yaml': formatYaml(inner), 'as.json': JSON.stringify(inner) } },
    { kind: 'ConfigMap', data: { 'in.base64': base64(JSON.stringify(inner)) } },
  ],
}

/** A comment is enough for a text not to be what kubectl writes. */
const readAsAny = (text: string) => scanDocument('x', `${text}\n# the end\n`)

describe('a text that kubectl may have written, and one with a comment behind it', () => {
  it('give the same findings on the same lines', () => {
    const text = formatYaml(list)
    const { findings } = scanDocument('x', text)
    const lines = text.split('\n')
    expect(findings).toHaveLength(16)
    expect(lines[(findings[0]?.line ?? 0) - 1]).toContain('key-0')
    expect(readAsAny(text).findings).toEqual(findings)
  })

  it('do so whatever became of the text', () => {
    const random = createRandom(2)
    const seeds = [list, ...list.items].map((value) => Buffer.from(`---\n${formatYaml(value)}`))
    let found = 0
    for (let left = 3000; left > 0; left--) {
      const text = mutateText(random.pick(seeds), random, yamlWords).toString('utf8').trimEnd()
      const { findings } = scanDocument('x', text)
      found += findings.length
      expect(findings, JSON.stringify(text)).toEqual(readAsAny(text).findings)
    }
    expect(found).toBeGreaterThan(3000)
  })
})
