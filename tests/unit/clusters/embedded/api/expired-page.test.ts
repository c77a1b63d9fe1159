/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access --
   What the API answers has no type but the test's expectation. */
import { expect, it } from 'vitest'
import { startTestApi } from '../support/api.js'
import { configMap, wireStore } from '../support/objects.js'

it('offers to go on inconsistently where a page has expired', async () => {
  const api = await startTestApi(wireStore({ historyLimit: 10 }))
  try {
    const path = '/api/v1/namespaces/wire/configmaps'
    for (const name of ['a', 'b', 'c']) api.store.create('configmaps', configMap(name))
    const first = (await api.ask(`${path}?limit=1`)).body
    for (let i = 0; i < 40; i++) api.store.create('configmaps', configMap(`later${i}`))
    const { code, body } = await api.ask(`${path}?limit=1&continue=${first.metadata.continue}`)
    expect([code, body.reason]).toEqual([410, 'Expired'])
    const rest = (await api.ask(`${path}?limit=1&continue=${body.metadata.continue}`)).body
    expect(rest.items[0].metadata.name).toBe('b')
  } finally {
    await api.close()
  }
})
