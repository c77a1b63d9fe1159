import { expect, test } from 'vitest'
import { Throttle } from '../../../src/inspect/throttle.js'

/** Work that ends when it is told to. */
function held() {
  const ends: (() => void)[] = []
  return {
    work: () => new Promise<void>((resolve) => ends.push(resolve)),
    running: () => ends.length,
    end: async () => {
      ends.splice(0).forEach((end) => end())
      await new Promise((resolve) => setImmediate(resolve))
    },
  }
}

test('runs so much at a time, and logs in half of the places', async () => {
  const throttle = new Throttle(4)
  const [reads, logs] = [held(), held()]
  const all = [
    ...Array.from({ length: 5 }, () => throttle.run('log', logs.work)),
    ...Array.from({ length: 5 }, () => throttle.run('read', reads.work)),
  ]
  expect([reads.running(), logs.running()]).toEqual([2, 2])
  await logs.end()
  expect([reads.running(), logs.running()]).toEqual([4, 0])
  while (reads.running() + logs.running() > 0) {
    await reads.end()
    await logs.end()
  }
  await Promise.all(all)
})

test('half as much where the server asks for a pause, once for those refused together; more again after successes', async () => {
  let now = 0
  const throttle = new Throttle(8, () => now)
  throttle.slowDown()
  throttle.slowDown()
  expect(throttle.limit).toBe(4)
  now += 5000
  for (let i = 0; i < 5; i++) {
    now += 5000
    throttle.slowDown()
  }
  expect(throttle.limit).toBe(1)
  const work = () => Promise.resolve()
  for (let i = 0; i < 3; i++) await throttle.run('read', work)
  expect(throttle.limit).toBe(3)
})

test('a failure frees its place', async () => {
  const throttle = new Throttle(1)
  await expect(throttle.run('read', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  await expect(throttle.run('log', () => Promise.resolve(7))).resolves.toBe(7)
})
