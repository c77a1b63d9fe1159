import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import type { ApiRequest } from '../../../src/kube/request.js'
import { RetryBudget } from '../../../src/kube/retry.js'
import { json, refuse, startScriptedServer } from './scripted-server.js'

test('a server that is starting is asked again, and the observer is told of each pause and answer', async () => {
  let asked = 0
  await using api = await startScriptedServer((_, response) => {
    if (asked++ < 2) return refuse(response, asked === 1 ? 503 : 429, 'Busy', 'busy', { 'retry-after': '0' })
    json(response, {})
  })
  const pauses: number[] = []
  const answers: number[] = []
  const observed = api.connection.observedBy({
    throttled: (_: ApiRequest, seconds: number) => pauses.push(seconds),
    answered: (_: ApiRequest, answer: IncomingMessage) => answers.push(answer.statusCode ?? 0),
  })
  await observed.request({ path: '/a' })
  expect(answers).toEqual([503, 429, 200])
  expect(pauses).toHaveLength(2)
})

test('an abort ends the pause that the server asked for', async () => {
  await using api = await startScriptedServer((_, response) =>
    refuse(response, 429, 'TooManyRequests', 'busy', { 'retry-after': '600' }),
  )
  const stop = new AbortController()
  const waiting = api.connection
    .observedBy({ throttled: () => stop.abort(new Error('enough')) })
    .request({ path: '/a', signal: stop.signal })
  await expect(waiting).rejects.toThrow('enough')
})

test('a write is not sent again after 503', async () => {
  await using api = await startScriptedServer((_, response) =>
    refuse(response, 503, 'ServiceUnavailable', 'starting', { 'retry-after': '0' }),
  )
  await expect(api.connection.request({ method: 'POST', path: '/a' })).rejects.toMatchObject({ status: 503 })
  expect(api.seen).toHaveLength(1)
})

test('the budget grows with the requests that are made', () => {
  const budget = new RetryBudget()
  const spendAll = () => {
    let spent = 0
    while (budget.spend()) spent++
    return spent
  }
  expect(spendAll()).toBe(100)
  for (let i = 0; i < 50; i++) budget.begin()
  expect(spendAll()).toBe(10)
})
