import { expect, test } from 'vitest'
import { createRedact, redactedLogger } from '../../../src/run/redact.js'
import { deriveCanaries, newCanaryKey } from '../../../src/secrets/index.js'

test('what was planted is not shown from then on, as it is, in base64 or in hex', () => {
  const places = [{ kind: 'log' as const, namespace: 'a', object: 'Pod/x', key: '' }]
  const canaries = deriveCanaries(newCanaryKey(), places)
  const value = canaries[0]?.value ?? ''
  expect(value.length).toBeGreaterThan(20)
  const redact = createRedact()
  redact.learn(canaries)
  const shown: string[] = []
  const keep = (message: string) => shown.push(message)
  const logger = redactedLogger({ debug: keep, info: keep, warn: keep }, redact)
  const forms = [value, Buffer.from(value).toString('base64'), Buffer.from(value).toString('hex')]
  for (const form of forms) logger.debug(`before ${form}\nafter`)
  expect(shown.filter((text) => forms.some((form) => text.includes(form)))).toEqual([])
  for (const text of shown) expect(text).toMatch(/\nafter$/)
})
